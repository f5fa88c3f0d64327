// SPDX-License-Identifier: Apache-2.0
#include "runtime/speech/all_languages.h"

namespace slate::speech {

const Formulas kGermanFormulas{
    // Nouns by name
    .named_money =
        "{case, select, gen{des Betrags} dat{dem Betrag} acc{den Betrag} bare{Betrag} other{der "
        "Betrag}} {x}",
    .named_duration =
        "{case, select, gen{der Dauer} dat{der Dauer} bare{Dauer} other{die Dauer}} {x}",
    .named_share =
        "{case, select, gen{des Anteils} dat{dem Anteil} acc{den Anteil} bare{Anteil} other{der "
        "Anteil}} {x}",
    .named_number = "{case, select, gen{der Zahl} dat{der Zahl} bare{Zahl} other{die Zahl}} {x}",
    .named_quantity =
        "{case, select, gen{der Größe} dat{der Größe} bare{Größe} other{die Größe}} {x}",
    .named_spans =
        "{case, select, gen{der Zeiten} dat{den Zeiten} bare{Zeiten} other{die Zeiten}} {x}",
    .named_instant =
        "{case, select, gen{des Zeitpunkts} dat{dem Zeitpunkt} acc{den Zeitpunkt} bare{Zeitpunkt} "
        "other{der Zeitpunkt}} {x}",
    .named_date =
        "{case, select, gen{des Datums} dat{dem Datum} acc{das Datum} bare{Datum} other{das "
        "Datum}} {x}",
    .named_text =
        "{case, select, gen{der Angabe} dat{der Angabe} bare{Angabe} other{die Angabe}} {x}",
    .named_calendar =
        "{case, select, gen{der Zeiten} dat{den Zeiten} bare{Zeiten} other{die Zeiten}} des "
        "Kalenders {x}",
    .of_member = "{a_same} für {members}",
    .the_period =
        "{case, select, gen{des Zeitraums} dat{dem Zeitraum} acc{den Zeitraum} bare{Zeitraum} "
        "other{der Zeitraum}}",
    .the_term =
        "{case, select, gen{der Laufzeit} dat{der Laufzeit} bare{Laufzeit} other{die Laufzeit}}",
    .the_window =
        "{case, select, gen{des Intervalls} dat{dem Intervall} bare{Intervall} other{das "
        "Intervall}}",
    .the_value =
        "{case, select, gen{des Messwerts} dat{dem Messwert} acc{den Messwert} bare{Messwert} "
        "other{der Messwert}}",
    .the_target = "{case, select, gen{des Ziels} dat{dem Ziel} bare{Ziel} other{das Ziel}}",
    .period_start =
        "{case, select, gen{des Beginns} dat{dem Beginn} acc{den Beginn} bare{Beginn} other{der "
        "Beginn}} {p_gen}",
    .period_end = "{case, select, gen{des Endes} dat{dem Ende} bare{Ende} other{das Ende}} {p_gen}",
    .value_of =
        "{case, select, gen{des Messwerts} dat{dem Messwert} acc{den Messwert} bare{Messwert} "
        "other{der Messwert}} für {x}",
    .target_of = "{case, select, gen{des Ziels} dat{dem Ziel} bare{Ziel} other{das Ziel}} für {x}",
    .credit_of =
        "{case, select, gen{der Gutschrift} dat{der Gutschrift} bare{Gutschrift} other{die "
        "Gutschrift}} für {x}",
    .bonus_of =
        "{case, select, gen{des Bonus} dat{dem Bonus} acc{den Bonus} bare{Bonus} other{der Bonus}} "
        "für {x}",
    .previous_of = "{x_same} des vorangegangenen Zeitraums",
    .run_length = "{case, select, gen{ihrer Dauer} dat{ihrer Dauer} bare{Dauer} other{ihre Dauer}}",
    .run_from =
        "{case, select, gen{ihres Beginns} dat{ihrem Beginn} acc{ihren Beginn} bare{Beginn} "
        "other{ihr Beginn}}",
    .run_to = "{case, select, gen{ihres Endes} dat{ihrem Ende} bare{Ende} other{ihr Ende}}",
    // Arithmetic
    .plus = "{a} + {b}",
    .minus = "{a} − {b}",
    .times = "{a} × {b}",
    .divided = "{a} ÷ {b}",
    .negated = "−{a}",
    .in_parens = "({a})",
    .percent_of = "{a} {b_gen}",
    .larger_of =
        "{case, select, gen{des größeren Wertes} dat{dem größeren Wert} acc{den größeren Wert} "
        "bare{größerer Wert} other{der größere Wert}} von {list_dat}",
    .smaller_of =
        "{case, select, gen{des kleineren Wertes} dat{dem kleineren Wert} acc{den kleineren Wert} "
        "bare{kleinerer Wert} other{der kleinere Wert}} von {list_dat}",
    .absolute =
        "{case, select, gen{des Absolutbetrags} dat{dem Absolutbetrag} acc{den Absolutbetrag} "
        "bare{Absolutbetrag} other{der Absolutbetrag}} {a_gen}",
    .floored = "{a_same}‸ abgerundet auf ein Vielfaches von {b_dat}‸",
    .ceiled = "{a_same}‸ aufgerundet auf ein Vielfaches von {b_dat}‸",
    .half_upped =
        "{a_same}‸ gerundet auf das nächste Vielfache von {b_dat} (halbe Werte von null weg)",
    .half_evened =
        "{a_same}‸ gerundet auf das nächste Vielfache von {b_dat} (halbe Werte zum geraden)",
    .if_else = "{a_same}‸ wenn {cond}‸ sonst {b_same}",
    .otherwise = "{a_same} ({b_bare}, falls es nichts zu messen gibt)",
    .otherwise_skip = "{a_same} (was keinen Wert hat, bleibt außer Betracht)",
    .choice = "{a_same} für {members}",
    .day_count =
        "{case, select, gen{der Anzahl} dat{der Anzahl} bare{Anzahl} other{die Anzahl}} der Tage "
        "{a_gen}",
    .at_place = "{a_same}‸ Stand {t_bare}",
    // Time
    .after =
        "{case, select, gen{des Zeitpunkts} dat{dem Zeitpunkt} acc{den Zeitpunkt} bare{Zeitpunkt} "
        "other{der Zeitpunkt}} {d} nach {t_dat}",
    .before =
        "{case, select, gen{des Zeitpunkts} dat{dem Zeitpunkt} acc{den Zeitpunkt} bare{Zeitpunkt} "
        "other{der Zeitpunkt}} {d} vor {t_dat}",
    .within_clock = "{d_same} innerhalb {cal_gen}",
    .within_clock_except = "{d_same} innerhalb {cal_gen}, nicht gerechnet {x_acc}‸",
    .working_days =
        "{n_plural, select, one{{case, select, gen{{n} Arbeitstags} other{{n} Arbeitstag}}} "
        "other{{case, select, dat{{n} Arbeitstagen} other{{n} Arbeitstage}}}} (Kalender {cal})",
    .contract_years =
        "{n_plural, select, one{{n} Vertragsjahr} other{{case, select, dat{{n} Vertragsjahren} "
        "other{{n} Vertragsjahre}}}}",
    .quarters =
        "{n_plural, select, one{{n} Quartal} other{{case, select, dat{{n} Quartalen} other{{n} "
        "Quartale}}}}",
    .unit_amount = "{n} {unit}",
    .from_to =
        "{case, select, gen{der Zeit} dat{der Zeit} bare{Zeit} other{die Zeit}} von {a_dat} bis "
        "{b_dat}",
    .whole_day =
        "{case, select, gen{des Tages} dat{dem Tag} acc{den Tag} bare{Tag} other{der Tag}} {a_gen}",
    // Spans
    .times_of_input =
        "{case, select, gen{der Zeiten} dat{den Zeiten} bare{Zeiten} other{die Zeiten}}, in denen "
        "laut {input} {cond}‸",
    .times_of_input_all =
        "{case, select, gen{der Zeiten} dat{den Zeiten} bare{Zeiten} other{die Zeiten}}, für die "
        "{input} Angaben enthält‸",
    .stretches_of_input =
        "{case, select, gen{der Abschnitte} dat{den Abschnitten} bare{Abschnitte} other{die "
        "Abschnitte}} aus {input}, bei denen {cond}‸",
    .stretches_of_input_all =
        "{case, select, gen{der Abschnitte} dat{den Abschnitten} bare{Abschnitte} other{die "
        "Abschnitte}} aus {input}",
    .stretches_between =
        "{case, select, gen{der Abschnitte} dat{den Abschnitten} bare{Abschnitte} other{die "
        "Abschnitte}} von {from_dat} bis {to_dat} {rows_gen}",
    .intervals_where =
        "{case, select, gen{der Intervalle} dat{den Intervallen} bare{Intervalle} other{die "
        "Intervalle}} von {d_dat}, in denen {cond}‸",
    .covered =
        "{case, select, gen{der Zeiten} dat{den Zeiten} bare{Zeiten} other{die Zeiten}}, für die "
        "{input} eine Messung enthält‸",
    .gaps =
        "{case, select, gen{der Zeiten} dat{den Zeiten} bare{Zeiten} other{die Zeiten}}, für die "
        "{input} keine Messung enthält‸",
    .joined = "{a_same} zusammen mit {b_dat}",
    .inside = "{a_same} innerhalb {b_gen}",
    .inside_period = "{a_same} innerhalb des Zeitraums",
    .outside = "{a_same} ohne {b_acc}",
    .lasting = "{a_same} mit einer Dauer von {bound}",
    .bridged = "{a_same}‸ verbunden, wo ihr Abstand {bound} beträgt‸",
    .beyond =
        "{case, select, gen{dessen} dat{dem} acc{das} other{das}}, was in jedem Abschnitt {a_gen} "
        "über {d_acc} hinausgeht‸",
    .limited = "{a_same}‸ jedoch je {stretch_bare} höchstens {d_acc}‸",
    .by_from = "{a_same}‸ die im Zeitraum beginnen‸",
    .by_to = "{a_same}‸ die im Zeitraum enden‸",
    .by_column = "{a_same}‸ eingeordnet nach {column_dat}‸",
    .by_decided = "{a_same} (jeweils in dem Zeitraum gezählt, in dem das Ergebnis feststeht)",
    // Aggregates
    .records =
        "{case, select, gen{der Datensätze} dat{den Datensätzen} bare{Datensätze} other{die "
        "Datensätze}} von {input}",
    .records_where =
        "{case, select, gen{der Datensätze} dat{den Datensätzen} bare{Datensätze} other{die "
        "Datensätze}} von {input}, bei denen {cond}‸",
    .those_where =
        "{case, select, gen{derjenigen} dat{denjenigen} other{diejenigen}} {a_gen}, für die gilt, "
        "dass {cond}‸",
    .members_of =
        "{case, select, gen{aller Einträge} dat{allen Einträgen} other{alle Einträge}} von {key}",
    .intervals =
        "{case, select, gen{der aufeinanderfolgenden Intervalle} dat{den aufeinanderfolgenden "
        "Intervallen} bare{aufeinanderfolgende Intervalle} other{die aufeinanderfolgenden "
        "Intervalle}} von {d_dat}",
    .intervals_days =
        "{case, select, gen{der einzelnen Tage} dat{den einzelnen Tagen} bare{einzelne Tage} "
        "other{die einzelnen Tage}}",
    .sliding =
        "{case, select, gen{aller Zeitfenster} dat{allen Zeitfenstern} other{alle Zeitfenster}} "
        "von {d_dat}",
    .last_periods =
        "{case, select, gen{der letzten} dat{den letzten} bare{letzte} other{die letzten}} "
        "{periods_same}",
    .last_periods_where =
        "{case, select, gen{derjenigen} dat{denjenigen} other{diejenigen}} der letzten {periods}, "
        "in denen {cond}‸",
    .moments =
        "{case, select, gen{aller Zeitpunkte} dat{allen Zeitpunkten} other{alle Zeitpunkte}}",
    .periods_count =
        "{n_plural, select, one{{n} Zeitraum} other{{case, select, dat{{n} Zeiträumen} other{{n} "
        "Zeiträume}}}}",
    .count_of =
        "{case, select, gen{der Anzahl} dat{der Anzahl} bare{Anzahl} other{die Anzahl}} {a_gen}",
    .length_of =
        "{case, select, gen{der Gesamtdauer} dat{der Gesamtdauer} bare{Gesamtdauer} other{die "
        "Gesamtdauer}} {a_gen}",
    .sum_of =
        "{case, select, gen{der Summe} dat{der Summe} bare{Summe} other{die Summe}} {x_gen} über "
        "{a_acc}",
    .mean_of =
        "{case, select, gen{des Mittelwerts} dat{dem Mittelwert} acc{den Mittelwert} "
        "bare{Mittelwert} other{der Mittelwert}} {x_gen} über {a_acc}",
    .least_of =
        "{case, select, gen{des kleinsten Wertes} dat{dem kleinsten Wert} acc{den kleinsten Wert} "
        "bare{kleinster Wert} other{der kleinste Wert}} {x_gen} über {a_acc}",
    .most_of =
        "{case, select, gen{des größten Wertes} dat{dem größten Wert} acc{den größten Wert} "
        "bare{größter Wert} other{der größte Wert}} {x_gen} über {a_acc}",
    .mean_over =
        "{case, select, gen{des Mittelwerts} dat{dem Mittelwert} acc{den Mittelwert} "
        "bare{Mittelwert} other{der Mittelwert}}, gebildet über {a_acc}‸ {x_gen}",
    .percentile_of =
        "{case, select, gen{des {n}. Perzentils} dat{dem {n}. Perzentil} bare{{n}. Perzentil} "
        "other{das {n}. Perzentil}} {x_gen} über {a_acc}",
    .share_of =
        "{case, select, gen{des Anteils} dat{dem Anteil} acc{den Anteil} bare{Anteil} other{der "
        "Anteil}} {a_gen}‸ bei denen {cond}‸",
    .share_among =
        "{case, select, gen{des Anteils} dat{dem Anteil} acc{den Anteil} bare{Anteil} other{der "
        "Anteil}} derer, bei denen {cond}‸ an {a_dat}",
    .distinct_of =
        "{case, select, gen{der Anzahl} dat{der Anzahl} bare{Anzahl} other{die Anzahl}} der "
        "verschiedenen Werte {x_gen} über {a_acc}",
    // Conditions
    .holds = "die Angabe {x} zutrifft",
    .holds_not = "die Angabe {x} nicht zutrifft",
    .is_least = "{a} mindestens {b_acc} beträgt",
    .is_most = "{a} höchstens {b_acc} beträgt",
    .is_more = "{a} mehr als {b} beträgt",
    .is_less = "{a} weniger als {b} beträgt",
    .is_equal = "{a} gleich {b_dat} ist",
    .is_other = "{a} ungleich {b_dat} ist",
    .not_before = "{a} nicht vor {b_dat} liegt",
    .not_after = "{a} nicht nach {b_dat} liegt",
    .is_after = "{a} nach {b_dat} liegt",
    .is_before = "{a} vor {b_dat} liegt",
    .is_inside = "{a} innerhalb {b_gen} liegt",
    .is_outside = "{a} außerhalb {b_gen} liegt",
    .is_met = "das Ziel für {x} erreicht ist",
    .is_missed = "das Ziel für {x} verfehlt ist",
    .is_pending = "das Urteil für {x} noch offen ist",
    .is_undecided = "das Urteil für {x} unentschieden ist",
    .is_void = "es für {x} kein Urteil gibt",
    .own_met = "das Ziel erreicht ist",
    .own_missed = "das Ziel verfehlt ist",
    .has_value = "{a} bekannt ist",
    .any_of = "für mindestens einen der Fälle unter {a_dat} gilt, dass {cond}‸",
    .all_of = "für {a_acc} durchweg gilt, dass {cond}‸",
    .any_entry = "für mindestens einen Eintrag von {key} {cond}",
    .all_entries = "für jeden Eintrag von {key} {cond}",
    .periods_least = "in mindestens {k} der letzten {periods} {cond}",
    .not_true = "nicht gilt, dass {cond}‸",
    .granted = "das Recht {x} entstanden ist",
    .always = "dies stets der Fall ist",
    .never = "dies nie der Fall ist",
    .if_cond = "im Fall, dass {c}‸ {a} und sonst {b}",
};

}  // namespace slate::speech
