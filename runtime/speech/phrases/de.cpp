// SPDX-License-Identifier: Apache-2.0
#include "runtime/speech/all_languages.h"

namespace slate::speech {

const Phrasebook kGerman{
    // Cover and headings
    .quoted = "„{x}“",
    .contract = "Dienstgütevereinbarung",
    .provider = "Anbieter",
    .customer = "Kunde",
    .version = "Fassung",
    .term = "Laufzeit",
    .term_range = "{from} bis {to}",
    .term_from = "ab {from}, auf unbestimmte Zeit",
    .governing = "Maßgeblicher Text",
    .governing_text =
        "Maßgeblich ist der formale Text in Anlage A. Dieses Dokument gibt ihn auf Deutsch wieder "
        "und wird aus ihm erzeugt.",
    .customer_each = "jeder unter {key} geführte Kunde",
    .contents = "Inhalt",
    .between_sentences = " ",
    .parties_heading = "Parteien und Laufzeit",
    .definitions_heading = "Begriffe und vereinbarte Werte",
    .services_heading = "Leistungen und Stufen",
    .measurement_heading = "Messung",
    .bases_heading = "Ausnahmen und Berechnungsgrundlagen",
    .levels_heading = "Zusagen und Gutschriften",
    .settlement_heading = "Abrechnung",
    .rights_heading = "Rechte",
    .duties_heading = "Pflichten",
    .clauses_heading = "Weitere Bestimmungen",
    .examples_heading = "Rechenbeispiele",
    .annex_heading = "Anlage A: Formaler Text",
    .nothing = "Hierzu ist nichts vereinbart.",
    // Parties, term, periods
    .party_provides =
        "{party} ({name}) erbringt die Leistungen und schuldet, was im Folgenden zugesagt ist.",
    .party_receives = "{party} ({name}) nimmt die Leistungen in Anspruch.",
    .the_provider =
        "{case, select, gen{des Anbieters} dat{dem Anbieter} acc{den Anbieter} other{der "
        "Anbieter}}",
    .the_customer =
        "{case, select, gen{des Kunden} dat{dem Kunden} acc{den Kunden} other{der Kunde}}",
    .party_each = "Die Vereinbarung gilt für jeden Eintrag der Liste {key} gesondert.",
    .party_on = "Für den Kunden gilt in der Liste {key} der Eintrag {member}.",
    .runs_closed = "Die Vereinbarung gilt vom {from} bis zum {to}; beide Tage eingeschlossen.",
    .runs_open = "Die Vereinbarung gilt ab dem {from} auf unbestimmte Zeit.",
    .settled_each = "Gemessen und abgerechnet wird je {rhythm_bare}.",
    .zone_text = "Tage und Uhrzeiten richten sich nach der Zeitzone {zone}.",
    .currency_text = "Geldbeträge lauten auf {currency}.",
    .partial_cut =
        "Liegt nur ein Teil eines Zeitraums innerhalb der Laufzeit, so wird dieser Teil gemessen "
        "und auf sich selbst bezogen.",
    .partial_whole =
        "Liegt nur ein Teil eines Zeitraums innerhalb der Laufzeit, so wird dieser Teil gemessen "
        "und auf den ganzen Zeitraum bezogen.",
    .partial_skip =
        "Liegt nur ein Teil eines Zeitraums innerhalb der Laufzeit, so wird für ihn nichts "
        "beurteilt und nichts geschuldet.",
    .partial_extrapolate =
        "Liegt nur ein Teil eines Zeitraums innerhalb der Laufzeit, so werden seine Werte auf den "
        "ganzen Zeitraum hochgerechnet.",
    .exactness =
        "Alle Werte werden exakt berechnet. Gerundet wird nur, wo es diese Vereinbarung bestimmt; "
        "eine gedruckte Zahl, die auf „…“ endet, ist abgeschnitten, und es gilt der exakte Wert.",
    .under_text =
        "Diese Vereinbarung steht unter {name} und übernimmt daraus, was sie nicht neu bestimmt.",
    .narrowed = "Sie betrifft in der Liste {key} nur den Eintrag {member}.",
    // Rhythms
    .rhythm_month =
        "{case, select, gen{des Kalendermonats} dat{dem Kalendermonat} acc{den Kalendermonat} "
        "bare{Kalendermonat} other{der Kalendermonat}}",
    .rhythm_month_from =
        "{case, select, gen{des Monats} dat{dem Monat} acc{den Monat} bare{Monat} other{der "
        "Monat}} mit Beginn am {n}. eines Kalendermonats",
    .rhythm_quarter =
        "{case, select, gen{des Kalendervierteljahrs} dat{dem Kalendervierteljahr} acc{das "
        "Kalendervierteljahr} bare{Kalendervierteljahr} other{das Kalendervierteljahr}}",
    .rhythm_quarter_from =
        "{case, select, gen{des Vierteljahrs} dat{dem Vierteljahr} acc{das Vierteljahr} "
        "bare{Vierteljahr} other{das Vierteljahr}} mit Beginn im {month} und dann alle drei Monate",
    .rhythm_week =
        "{case, select, gen{der Kalenderwoche} dat{der Kalenderwoche} acc{die Kalenderwoche} "
        "bare{Kalenderwoche} other{die Kalenderwoche}}",
    .rhythm_year =
        "{case, select, gen{des Kalenderjahrs} dat{dem Kalenderjahr} acc{das Kalenderjahr} "
        "bare{Kalenderjahr} other{das Kalenderjahr}}",
    .rhythm_days =
        "{case, select, gen{des Abschnitts} dat{dem Abschnitt} acc{den Abschnitt} bare{Abschnitt} "
        "other{der Abschnitt}} von {days_dat}, erstmals ab dem {from}",
    .rhythm_days_plain =
        "{case, select, gen{des Abschnitts} dat{dem Abschnitt} acc{den Abschnitt} bare{Abschnitt} "
        "other{der Abschnitt}} von {days_dat}",
    .rhythm_contract_year =
        "{case, select, gen{des Vertragsjahrs} dat{dem Vertragsjahr} acc{das Vertragsjahr} "
        "bare{Vertragsjahr} other{das Vertragsjahr}}",
    .rhythm_term =
        "{case, select, gen{der Laufzeit} dat{der Laufzeit} acc{die Laufzeit} bare{Laufzeit} "
        "other{die Laufzeit}}",
    .rhythm_period =
        "{case, select, gen{des Abrechnungszeitraums} dat{dem Abrechnungszeitraum} acc{den "
        "Abrechnungszeitraum} bare{Abrechnungszeitraum} other{der Abrechnungszeitraum}}",
    .rhythm_other =
        "{case, select, gen{des Zeitraums} dat{dem Zeitraum} acc{den Zeitraum} bare{Zeitraum} "
        "other{der Zeitraum}} {x}",
    .stretch_last =
        "{case, select, gen{der Spanne} dat{der Spanne} acc{die Spanne} bare{Spanne} other{die "
        "Spanne}} von {periods_dat} bis einschließlich des laufenden",
    // Definitions
    .given_value = "{x} beträgt {value_acc}.",
    .given_table = "{x} ist wie folgt vereinbart:",
    .given_supplied =
        "{x} ist ein Vertragswert, den die Parteien außerhalb dieses Textes festlegen.",
    .given_supplied_by =
        "{x} ist ein Vertragswert, den die Parteien außerhalb dieses Textes für jeden Eintrag von "
        "{keys} festlegen.",
    .given_timeline = "{x} ändert sich im Lauf der Zeit wie folgt:",
    .valid_from = "Gültig für",
    .valid_since = "ab {from}",
    .otherwise_word = "sonst",
    .reading_start = "Für einen Zeitraum gilt der Wert zu dessen Beginn.",
    .reading_end = "Für einen Zeitraum gilt der Wert zu dessen Ende.",
    .reading_highest = "Für einen Zeitraum gilt der höchste Wert während des Zeitraums.",
    .reading_lowest = "Für einen Zeitraum gilt der niedrigste Wert während des Zeitraums.",
    .reading_day = "Für einen Zeitraum wird der Wert tageweise gemittelt.",
    .reading_day_of = "Für einen Zeitraum zählt jeder Tag mit 1/{n} des Wertes.",
    .reading_time = "Für einen Zeitraum wird der Wert zeitanteilig gemittelt.",
    .reading_split =
        "Ändert er sich innerhalb eines Zeitraums, so wird dieser dort geteilt und jeder Teil für "
        "sich beurteilt.",
    .attested_text =
        "{x} kann nur eine Person feststellen: offen, bis {party} es erklärt, und als Erklärung "
        "ausgewiesen.",
    .calendar_text = "{x} umfasst {hours}.",
    .calendar_zone = "Diese Zeiten gelten in der Zeitzone {zone}.",
    .calendar_except = "Nicht dazu gehören {days}.",
    .calendar_also = "Ebenfalls dazu gehören {days}.",
    .calendar_also_hours = "Ebenfalls dazu gehören {days}, jeweils von {from} bis {to} Uhr.",
    .calendar_day = "Ein Arbeitstag ist ein Tag, an dem dieser Kalender Zeiten hat.",
    .hours_days = "{days} {times}",
    .hours_range = "{from} bis {to} Uhr",
    .weekdays = "{from} bis {to}",
    .every_day = "täglich",
    .holidays = "die Feiertage der Tabelle {x}",
    .unit_text = "{x} ist eine Einheit, in der diese Vereinbarung rechnet.",
    .percentile_text =
        "Ein Perzentil ist der kleinste Messwert, den der genannte Anteil aller Messwerte nicht "
        "überschreitet.",
    .key_text = "{x} hat folgende Einträge:",
    .key_open = "{x} ist eine offene Liste; ihre Einträge sind die in den Daten vorkommenden.",
    .key_during = "Ein Eintrag besteht, solange {input} einen Datensatz dafür enthält.",
    .value = "Wert",
    // Inputs
    .input_events = "{x} verzeichnet einzelne Ereignisse.",
    .input_intervals = "{x} verzeichnet Zeitabschnitte mit Beginn und Ende.",
    .input_slots = "{x} ist eine Messreihe mit je einer Messung im Abstand von {d_dat}.",
    .input_good_for = "Eine Messung gilt {d_acc} lang.",
    .keeping_worst = "Von mehreren Messungen desselben Zeitpunkts zählt die schlechteste.",
    .keeping_best = "Von mehreren Messungen desselben Zeitpunkts zählt die beste.",
    .keeping_last = "Von mehreren Messungen desselben Zeitpunkts zählt die letzte.",
    .input_states = "{x} protokolliert Zustände; jeder gilt bis zum nächsten Eintrag.",
    .input_states_upto =
        "{x} protokolliert Zustände; jeder gilt bis zum nächsten Eintrag, höchstens aber {d_acc}.",
    .input_cases = "{x} ist eine Liste von Vorgängen, je einer für jeden Wert von {key}.",
    .input_placed = "Ihre Datensätze werden zeitlich nach {column} eingeordnet.",
    .columns_text = "Jeder Datensatz enthält folgende Angaben:",
    .column = "Feld",
    .kind = "Art",
    .note = "Hinweis",
    .kind_instant = "Zeitpunkt",
    .kind_date = "Datum",
    .kind_bool = "ja oder nein",
    .kind_number = "Zahl",
    .kind_count = "ganze Zahl",
    .kind_share = "Anteil",
    .kind_duration = "Dauer",
    .kind_money = "Geldbetrag",
    .kind_bytes = "Datenmenge",
    .kind_text = "Text",
    .kind_spans = "Zeitabschnitte",
    .kind_member = "Eintrag von {key}",
    .kind_quantity = "Größe",
    .note_yes_good = "„ja“ ist gut",
    .note_yes_bad = "„ja“ ist schlecht",
    .note_more_good = "mehr ist besser",
    .note_more_bad = "weniger ist besser",
    .note_optional = "kann fehlen",
    .note_first = "es zählt die erste Angabe",
    .note_last = "es zählt die letzte Angabe",
    .note_history = "jede Änderung bleibt erhalten",
    .gaps_unknown =
        "Fehlt eine Messung, so wird nichts unterstellt: Ein davon abhängiger Wert liegt zwischen "
        "dem ungünstigsten und dem günstigsten möglichen Fall und ist erst entschieden, wenn beide "
        "zum selben Ergebnis führen.",
    .gaps_absent =
        "Fehlt eine Messung, so zählt diese Zeit weder zugunsten noch zulasten einer Partei.",
    .gaps_filled = "Eine fehlende Messung zählt wie eine mit {fields}.",
    .field_is = "{field}: {value_bare}",
    .complete = "Das Verzeichnis ist vollständig: Wo es nichts nennt, ist nichts geschehen.",
    .complete_except = "Das Verzeichnis ist vollständig, außer solange {x} vorliegt.",
    .pending_text = "Ein Vorgang ohne Ergebnis wird {t} abgeschlossen; er gilt dann als {verdict}.",
    .reopened_new = "Ein wieder geöffneter Vorgang zählt als neuer Vorgang.",
    .reopened_same = "Ein wieder geöffneter Vorgang bleibt derselbe Vorgang.",
    .between_notes = "; ",
    .yes = "ja",
    .no = "nein",
    .until_after = "spätestens {d_acc} nach {t_dat}",
    .until_at = "spätestens zu {t_dat}",
    .until_date = "spätestens am {t}",
    // Objectives
    .applies_to_each = "Dies gilt für jeden Eintrag von {keys} gesondert.",
    .owed_by = "Geschuldet wird dies von {party_dat}.",
    .own_period = "Gemessen wird je {rhythm_bare}.",
    .only_when = "Dies gilt nur, wenn {cond}.",
    .let_means = "{x} bezeichnet {expr_acc}.",
    .let_condition = "{x} trifft zu, wenn {cond}.",
    .let_each = "{x} wird für jeden Eintrag von {keys} gesondert bestimmt.",
    .chain_intro =
        "{x} bezeichnet {expr_acc}‸ verändert durch die folgenden Schritte in dieser Reihenfolge:",
    .step_in = "Nur was innerhalb von {b_dat} liegt, bleibt erhalten.",
    .step_in_period = "Was außerhalb des Zeitraums liegt, wird abgeschnitten.",
    .step_except = "Herausgenommen wird, was auf {b_acc} entfällt.",
    .step_lasting = "Nur Abschnitte mit einer Dauer von {bound} bleiben erhalten.",
    .step_bridging =
        "Abschnitte werden verbunden, wenn der Abstand zwischen ihnen {bound} beträgt.",
    .step_beyond = "Von jedem Abschnitt bleibt nur, was über {b_acc} hinausgeht.",
    .step_upto = "Je {stretch_bare} bleiben höchstens {d} erhalten.",
    .step_by_from = "Jeder Abschnitt gehört als Ganzes zu dem Zeitraum, in dem er beginnt.",
    .step_by_to = "Jeder Abschnitt gehört als Ganzes zu dem Zeitraum, in dem er endet.",
    .measured = "Der Messwert ist {expr}.",
    .measured_condition = "Gemessen wird, ob {cond}.",
    .no_verdict = "Gibt es nichts zu messen, so ergeht für den Zeitraum kein Urteil.",
    .must_be = "Der Messwert muss {bound} betragen.",
    .must_be_table = "Der Messwert muss folgendes Ziel erreichen:",
    .no_target = "Ein Ziel ist nicht vereinbart; der Wert wird berichtet.",
    .target = "Ziel",
    .credit_is =
        "Wird das Ziel verfehlt, so erhält {party} eine Gutschrift in Höhe von {expr_dat}.",
    .credit_ladder =
        "Wird das Ziel verfehlt, so erhält {party} eine Gutschrift, die sich wie folgt nach "
        "{of_dat} richtet. Es gilt die letzte zutreffende Zeile:",
    .credit_share =
        "Wird das Ziel verfehlt, so erhält {party} eine Gutschrift in Höhe eines Anteils "
        "{base_gen}, der sich wie folgt nach {of_dat} richtet. Es gilt die letzte zutreffende "
        "Zeile:",
    .no_credit = "Für ein verfehltes Ziel ist keine Gutschrift vereinbart.",
    .bonus_is = "Ein Bonus in Höhe von {expr_dat} wird verdient, wenn {cond}.",
    .bonus = "Bonus",
    .credit = "Gutschrift",
    .rate = "Anteil",
    .ladder_value = "Messwert",
    .ladder_range = "Bereich",
    .below_table =
        "{case, select, gen{des Wertes} dat{dem Wert} acc{den Wert} bare{Wert} other{der Wert}} "
        "aus der folgenden Tabelle",
    .relies_all = "Diese Zusage stützt sich auf {figures}.",
    .relies_any = "Diese Zusage stützt sich auf mindestens eine der Zusagen {figures}.",
    .relies_some = "Diese Zusage stützt sich auf mindestens {n} der Zusagen {figures}.",
    .independent = "Ihre Ausfälle gelten als voneinander unabhängig.",
    .loosens = "Hiermit wird {paths} bewusst gelockert; Grund: {reason}.",
    .changes = "Hiermit wird {paths} bewusst geändert; Grund: {reason}.",
    .bound_least = "mindestens {x_acc}",
    .bound_most = "höchstens {x_acc}",
    .bound_more = "mehr als {x}",
    .bound_less = "weniger als {x}",
    .bound_equal = "genau {x_acc}",
    .bound_other = "nicht {x_acc}",
    .as_printed = "{bound} (gedruckt als {printed})",
    // Settlement
    .stage_each = "Abgerechnet wird für jeden Eintrag von {keys} gesondert.",
    .stage_per = "Abgerechnet wird je {rhythm_bare}.",
    .stage_for = "Der Betrag steht {party_dat} zu.",
    .stage_order = "Der Betrag ergibt sich aus den folgenden Schritten in dieser Reihenfolge:",
    .with_number = "{x} ({n})",
    .total_sum = "Die Gutschriften für {parts} werden zusammengezählt.",
    .total_highest = "Es zählt die höchste der Gutschriften für {parts}.",
    .total_lowest = "Es zählt die niedrigste der Gutschriften für {parts}.",
    .total_stage = "Die Beträge von {parts} werden zusammengezählt.",
    .part_highest = "den höheren Wert aus {parts}",
    .part_lowest = "den niedrigeren Wert aus {parts}",
    .part_sum = "die Summe aus {parts}",
    .part_highest_each = "den höheren Wert aus {parts} (für jeden Eintrag von {keys})",
    .part_lowest_each = "den niedrigeren Wert aus {parts} (für jeden Eintrag von {keys})",
    .part_sum_each = "die Summe aus {parts} (für jeden Eintrag von {keys})",
    .drop_when = "Beträgt der Betrag {bound}, so entfällt er.",
    .hold_when = "Beträgt der Betrag {bound}, so wird er auf die nächste Abrechnung vorgetragen.",
    .cap = "Der Betrag ist auf {x_acc} begrenzt.",
    .cap_per = "Je {stretch_bare} sind die Beträge zusammen auf {x_acc} begrenzt.",
    .less = "Abgezogen wird {x}.",
    .round_half_up =
        "Der Betrag wird auf das nächste Vielfache von {x_dat} gerundet; halbe Werte werden von "
        "null weg gerundet.",
    .round_half_even =
        "Der Betrag wird auf das nächste Vielfache von {x_dat} gerundet; halbe Werte werden zum "
        "geraden Vielfachen gerundet.",
    .round_floor = "Der Betrag wird auf ein Vielfaches von {x_dat} abgerundet.",
    .round_ceil = "Der Betrag wird auf ein Vielfaches von {x_dat} aufgerundet.",
    .claim = "Der Betrag wird nur gezahlt, wenn er {t} geltend gemacht wird.",
    .claim_forfeited = "Der Betrag ist {t} geltend zu machen; danach verfällt er.",
    .undecided_lower =
        "Solange ein Wert offen ist, wird der niedrigste Betrag gezahlt, der feststeht.",
    .undecided_upper =
        "Solange ein Wert offen ist, wird der höchste Betrag gezahlt, der möglich ist.",
    // Rights, duties, clauses
    .right_text = "{party} hat das Recht {x}.",
    .right_when = "{party} hat das Recht {x}, wenn {cond}.",
    .right_until = "Das Recht ist {t} auszuüben.",
    .right_each = "Das Recht entsteht für jeden Eintrag von {keys} gesondert.",
    .duty_text = "Geschuldet von {parties_dat}: {x}.",
    .duty_per = "Geschuldet wird dies je {rhythm_bare}.",
    .duty_until = "Fällig ist dies {t}.",
    .duty_when = "Geschuldet wird dies nur, wenn {cond}.",
    .duty_done = "Erfüllt ist dies, sobald {x} verzeichnet ist.",
    .opening_text = "Zu Beginn gilt für {x}: {value_bare}.",
    // Worked examples
    .examples_text =
        "Die Ergebnisse dieser Beispiele wurden bei der Erzeugung dieses Dokuments aus dem "
        "formalen Text berechnet.",
    .ex_period = "Zeitraum: {x_bare}",
    .ex_given = "{x}: {value_bare}",
    .ex_suppose = "Angenommen: {x}: {value_bare}",
    .ex_none = "{input}: keine Datensätze",
    .ex_row = "{input}: {row}",
    .ex_try = "Jeder Fall der Tabelle wird für sich berechnet.",
    .case_word = "Fall",
    .case_number = "Fall {n}",
    .ex_now = "Stand: {t_bare}",
    .row_whole = "{fields}, während des ganzen Zeitraums",
    .row_at = "{fields}, {t_bare}",
    .row_span = "{fields}, {from_bare} bis {to_bare}",
    .row_on = "{fields}, {t_bare}",
    .row_for = "{fields}, ab {from_bare} {d_acc} lang",
    .row_every = "{fields}, alle {d_acc}, {t_bare}",
    .row_times = "{row}, {n}-mal",
    .row_bare = "ein Datensatz",
    .objective = "Zusage",
    .concerns = "Für",
    .verdict = "Urteil",
    .met = "erreicht",
    .missed = "verfehlt",
    .pending = "offen",
    .undecided = "unentschieden",
    .void_word = "kein Urteil",
    .result_amount = "Abgerechneter Betrag für {period}: {x}",
    .result_stage = "Abgerechneter Betrag nach {stage} für {period}: {x}",
    .result_stage_for = "Abgerechneter Betrag nach {stage} für {members}, {period}: {x}",
    .about = "{fraction} (rund {decimal})",
    .annex_text =
        "Die Vereinbarung in der Sprache Slate, Ausgabe {n}. Sie ist für dieses Dokument "
        "maßgeblich.",
    .annex_hash = "SHA-256 dieses Textes: {hash}",
};

}  // namespace slate::speech
