// SPDX-License-Identifier: Apache-2.0
// The grammar of Slate: no predicates, no actions, no ambiguities, no full-context decisions over the
// corpus (tests/unit/compiler/grammar_test.cpp). Every statement starts with its own word and no
// expression form ends with an optional name; new forms keep both.
parser grammar SlateParser;

options { tokenVocab = SlateLexer; }

file        : ('slate' NUMBER)? use* (metric | agreement | amendment | example)* EOF ;
use         : 'use' path ;
metric      : 'metric' path '(' (param (',' param)*)? ')' '->' type ('best' sum)? '=' expr words? ;
param       : name ':' type direction? ;
words       : 'reads' '{' wording+ '}' ;
wording     : label (TEXT | STRING) ;
agreement   : 'agreement' name STRING? ('under' name)? ('for' narrow (',' narrow)*)? '{' item* '}' ;
narrow      : name label ;
amendment   : 'amendment' name STRING? 'of' name 'from' DATE ('next' 'period' | 'splits')? '{' item* '}' ;

item
  : 'version' STRING ('at' path)?                                          # version
  | 'provider' name STRING?                                                # provider
  | 'customer' (name STRING? ('on' name)? ('each' name)? | 'each' name)    # customer
  | 'term' (DATE '..' DATE | 'from' DATE)                                  # term
  | 'zone' STRING                                                          # zone
  | 'currency' IDENT                                                       # currency
  | 'period' rhythm                                                        # period
  | 'partial' name                                                         # partial
  | 'unit' name STRING?                                                    # unit
  | 'key' name ('formerly' name)? ('{' member (',' member)* ','? '}')? ('during' name)?  # key
  | 'calendar' name '=' hours (',' hours)* ('in' STRING)? ('except' days (',' days)*)?
      ('also' days (',' days)* (TIME '..' TIME)?)?                         # calendar
  | 'input' name ('formerly' name)? sampling? ('per' name)? ('by' name ('..' name)?)?
      '{' column* let* '}' absence*                                        # input
  | 'given' name ('formerly' name)? ':' type ('by' names)? ('dated' reading?)? ('=' expr | timeline)?  # given
  | 'attested' name ':' type ('each' over)? 'by' name                      # attested
  | let                                                                    # itemLet
  | 'objective' name ('formerly' name)? STRING? ('by' name)? ('each' over)? '{' promise* '}'  # objective
  | 'settle' name? ('each' over)? ('per' name)? ('for' name)? '{' total? step* '}'  # settle
  | 'right' name STRING? 'by' name ('each' over)?
      ('until' due ('when' expr)? | 'when' expr ('until' due)?)?           # right
  | 'duty' name (',' name)* STRING ('per' name)? ('until' due)? ('when' expr)? ('done' 'by' path)?  # duty
  | 'opening' path index? ('=' expr | timeline)                            # opening
  | change                                                                 # itemChange
  | 'titles' label '{' path STRING (',' path STRING)* ','? '}'             # titles
  | 'clause' STRING '{' wording+ '}'                                       # clause
  ;
rhythm      : (name | NUMBER name) ('from' (NUMBER | name | DATE))? ;
member      : name STRING? ;
hours       : (name ('..' name)?)? TIME '..' TIME ;
days        : DATE ('..' DATE)? | path ;
sampling    : 'every' DURATION ('good' 'for' DURATION)? ('keeping' name)? | 'holds' ('upto' DURATION)? ;
column      : name (',' name)* ':' ('first' | 'last' | 'history')? type direction? ;
direction   : 'good' | 'bad' ;
absence
  : 'gaps' (name | record)                                                 # gaps
  | 'complete' ('except' name (',' name)*)?                                # complete
  | 'pending' 'until' due 'otherwise' name                                 # pending
  | 'reopened' 'counts' 'as' name                                          # reopened
  ;
reading     : 'prorated' 'by' name ('of' NUMBER)? | 'at' IDENT | IDENT ;
timeline    : '{' past (',' past)* ','? '}' ;
past        : (MONTH | QUARTER | DATE | NUMBER | 'else') ':' expr ;
type        : word (('*' | '/') word)* '?'? ;
names       : name (',' name)* ;
over        : name ('as' path)? (',' name ('as' path)?)* ;
let         : 'let' name ('each' over)? '=' expr ;
change      : ('loosens' | 'changes') path (',' path)* 'because' STRING ;
promise
  : let                                                                    # promiseLet
  | 'period' rhythm                                                        # ownPeriod
  | 'only' 'when' expr                                                     # only
  | 'measure' expr                                                         # measure
  | 'target' cmp expr                                                      # target
  | 'credit' expr                                                          # credit
  | 'bonus' expr 'when' expr                                               # bonus
  | 'relies' 'on' ((name | NUMBER) 'of')? figure (',' figure)* 'independent'?  # relies
  | change                                                                 # promiseChange
  ;
figure      : path index? ;
total       : name 'of' part (',' part)* ;
part        : path | '(' name 'of' path (',' path)* ('each' over)? ')' ;
step
  : 'drop' 'when' cmp sum                                                  # drop
  | 'hold' 'when' cmp sum                                                  # hold
  | 'cap' expr ('per' stretch ('by' name)?)?                               # cap
  | 'less' path                                                            # less
  | 'round' name 'to' sum                                                  # round
  | 'claim' 'until' due ('otherwise' name)?                                # claim
  | 'undecided' 'pays' name                                                # undecided
  ;
stretch     : 'last' NUMBER 'periods' | name ;
due         : clocked (SIGN clocked)* ;                  // a moment; `otherwise` after it belongs to the statement

// ---- Expressions, loosest first. `and`/`or` do not mix; comparison does not chain; union stands first in a chain.
expr        : 'if' expr 'then' expr 'else' expr | truth (('and' truth)+ | ('or' truth)+)? ;
truth       : 'not' truth | chain (cmp chain)? ;
chain       : range ('with' range)* link* ;
link
  : 'in' range                                                             # inside
  | 'except' range                                                         # except
  | 'lasting' cmp sum                                                      # lasting
  | 'bridging' cmp sum                                                     # bridging
  | 'beyond' sum                                                           # beyond
  | 'upto' sum 'per' stretch                                               # upto
  | 'by' range                                                             # placed
  ;
cmp         : '=' | CMP ;
range       : sum ('..' sum | 'for' sum)? ;
sum         : product (SIGN product)* ;
product     : factor (('*' | '/') factor)* ;
factor      : SIGN factor | clocked ('otherwise' clocked)? ;
clocked     : atom ('of' atom | 'at' atom)? ;
atom        : primary ('.' name ('(' (arg (',' arg)*)? ')')? | '[' expr (',' expr)* ']')* ;
primary
  : (DURATION | NUMBER IDENT)                                              # amount
  | (NUMBER | PERCENT)                                                     # number
  | (INSTANT | DATE | MONTH | QUARTER | TIME)                              # when
  | STRING                                                                 # text
  | 'by' (path | '(' path (',' path)+ ')') '{' row (',' row)* ','? '}'     # table
  | 'ladder' expr? '{' rung (',' rung)* ','? '}'                           # ladder
  | name '(' (arg (',' arg)*)? ')'                                         # call
  | name                                                                   # ref
  | '(' expr ')'                                                           # parens
  ;
row         : (label | '(' label (',' label)+ ')' | 'else') ':' expr ;
label       : name | STRING ;
rung        : (cmp sum ('and' cmp sum)? | 'else') ('as' STRING)? ':' expr ;
arg         : source ('as' name)? ('where' expr)? (':' expr)? ;
source      : 'every' sum | 'sliding' sum | 'last' NUMBER 'periods' | expr ;
path        : name ('.' name)* ;
index       : '[' expr (',' expr)* ']' ;

// ---- Examples
example     : 'example' STRING 'of' name '{' fact* '}' ;
fact
  : 'period' range                                                         # exPeriod
  | 'term' (DATE '..' DATE | 'from' DATE)                                  # exTerm
  | 'now' sum                                                              # exNow
  | 'try' '(' name (',' name)* ')' ':' tuple (',' tuple)*                  # exTry
  | 'given' name ('[' expr (',' expr)* ']')? ('=' expr | timeline)         # exGiven
  | 'suppose' path ('[' expr (',' expr)* ']')? ('=' expr | timeline)       # exSuppose
  | 'data' name ('[' expr (',' expr)* ']')? ('none' | rows (',' rows)*)    # exData
  | 'expect' ('in' range ':')? expr (',' expr)*                            # exExpect
  ;
tuple       : '(' expr (',' expr)* ')' ;
rows        : record (sum 'times')? place? | sum 'times' place? | place ;
record      : '{' field (',' field)* ','? '}' ;
field       : name ':' expr ;
place       : 'at' sum | ('every' sum ('for' sum)? 'in')? range ;

// Reserved: and or not if then else otherwise where in except with lasting bridging beyond upto by each every sliding
// of per as for let ladder none. All other words stay usable as names (a type is not called first, last or history).
name        : word | 'first' | 'last' | 'history' ;
word        : IDENT | 'slate' | 'use' | 'metric' | 'best' | 'reads' | 'agreement' | 'under' | 'amendment' | 'next' | 'splits'
            | 'version' | 'provider' | 'customer' | 'on' | 'term' | 'from' | 'zone' | 'currency' | 'period' | 'partial' | 'unit'
            | 'key' | 'formerly' | 'during' | 'calendar' | 'also' | 'input' | 'good' | 'bad' | 'keeping' | 'holds' | 'gaps'
            | 'complete' | 'pending' | 'reopened' | 'counts' | 'given' | 'dated' | 'prorated' | 'attested' | 'objective' | 'only'
            | 'when' | 'measure' | 'target' | 'credit' | 'bonus' | 'relies' | 'independent' | 'settle' | 'drop' | 'hold' | 'cap'
            | 'less' | 'round' | 'to' | 'claim' | 'until' | 'undecided' | 'pays' | 'right' | 'duty' | 'done' | 'opening'
            | 'loosens' | 'changes' | 'because' | 'titles' | 'clause' | 'example' | 'now' | 'try' | 'suppose' | 'data' | 'times'
            | 'expect' | 'at' | 'periods' ;
