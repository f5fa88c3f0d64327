// SPDX-License-Identifier: Apache-2.0
#include "runtime/speech/all_languages.h"

namespace slate::speech {

const Formulas kRussianFormulas{
    // Nouns by name
    .named_money =
        "{case, select, gen{суммы} dat{сумме} acc{сумму} ins{суммой} pre{сумме} other{сумма}} {x}",
    .named_duration =
        "{case, select, gen{длительности} dat{длительности} ins{длительностью} pre{длительности} "
        "other{длительность}} {x}",
    .named_share =
        "{case, select, gen{доли} dat{доле} acc{долю} ins{долей} pre{доле} other{доля}} {x}",
    .named_number = "{case, select, gen{числа} dat{числу} ins{числом} pre{числе} other{число}} {x}",
    .named_quantity =
        "{case, select, gen{величины} dat{величине} acc{величину} ins{величиной} pre{величине} "
        "other{величина}} {x}",
    .named_spans =
        "{case, select, gen{промежутков} dat{промежуткам} ins{промежутками} pre{промежутках} "
        "other{промежутки}} {x}",
    .named_instant =
        "{case, select, gen{момента} dat{моменту} ins{моментом} pre{моменте} other{момент}} {x}",
    .named_date =
        "{case, select, gen{даты} dat{дате} acc{дату} ins{датой} pre{дате} other{дата}} {x}",
    .named_text =
        "{case, select, gen{признака} dat{признаку} ins{признаком} pre{признаке} other{признак}} "
        "{x}",
    .named_calendar =
        "{case, select, gen{часов} dat{часам} ins{часами} pre{часах} other{часы}} календаря {x}",
    .of_member = "{a_same} для {members}",
    .the_period =
        "{case, select, gen{периода} dat{периоду} ins{периодом} pre{периоде} other{период}}",
    .the_term =
        "{case, select, gen{срока действия соглашения} dat{сроку действия соглашения} ins{сроком "
        "действия соглашения} pre{сроке действия соглашения} other{срок действия соглашения}}",
    .the_window =
        "{case, select, gen{интервала} dat{интервалу} ins{интервалом} pre{интервале} "
        "other{интервал}}",
    .the_value =
        "{case, select, gen{измеренного значения} dat{измеренному значению} ins{измеренным "
        "значением} pre{измеренном значении} other{измеренное значение}}",
    .the_target =
        "{case, select, gen{целевого показателя} dat{целевому показателю} ins{целевым показателем} "
        "pre{целевом показателе} other{целевой показатель}}",
    .period_start =
        "{case, select, gen{начала} dat{началу} ins{началом} pre{начале} other{начало}} {p_gen}",
    .period_end =
        "{case, select, gen{конца} dat{концу} ins{концом} pre{конце} other{конец}} {p_gen}",
    .value_of =
        "{case, select, gen{измеренного значения} dat{измеренному значению} ins{измеренным "
        "значением} pre{измеренном значении} other{измеренное значение}} показателя {x}",
    .target_of =
        "{case, select, gen{целевого значения} dat{целевому значению} ins{целевым значением} "
        "pre{целевом значении} other{целевое значение}} показателя {x}",
    .credit_of =
        "{case, select, gen{компенсации} dat{компенсации} acc{компенсацию} ins{компенсацией} "
        "pre{компенсации} other{компенсация}} по показателю {x}",
    .bonus_of =
        "{case, select, gen{премии} dat{премии} acc{премию} ins{премией} pre{премии} "
        "other{премия}} по показателю {x}",
    .previous_of = "{x_same} за предыдущий период",
    .run_length =
        "{case, select, gen{его длительности} dat{его длительности} ins{его длительностью} pre{его "
        "длительности} bare{длительность} other{его длительность}}",
    .run_from =
        "{case, select, gen{его начала} dat{его началу} ins{его началом} pre{его начале} "
        "bare{начало} other{его начало}}",
    .run_to =
        "{case, select, gen{его конца} dat{его концу} ins{его концом} pre{его конце} bare{конец} "
        "other{его конец}}",
    // Arithmetic
    .plus = "{a} + {b}",
    .minus = "{a} − {b}",
    .times = "{a} × {b}",
    .divided = "{a} ÷ {b}",
    .negated = "−{a}",
    .in_parens = "({a})",
    .percent_of = "{a} {b_gen}",
    .larger_of =
        "{case, select, gen{наибольшего} dat{наибольшему} ins{наибольшим} pre{наибольшем} "
        "other{наибольшее}} из значений: {list}",
    .smaller_of =
        "{case, select, gen{наименьшего} dat{наименьшему} ins{наименьшим} pre{наименьшем} "
        "other{наименьшее}} из значений: {list}",
    .absolute =
        "{case, select, gen{модуля} dat{модулю} ins{модулем} pre{модуле} other{модуль}} {a_gen}",
    .floored = "{a_same} (с округлением вниз до величины, кратной {b_dat})",
    .ceiled = "{a_same} (с округлением вверх до величины, кратной {b_dat})",
    .half_upped =
        "{a_same} (с округлением до ближайшей величины, кратной {b_dat}; половины — в сторону от "
        "нуля)",
    .half_evened =
        "{a_same} (с округлением до ближайшей величины, кратной {b_dat}; половины — до чётной "
        "кратности)",
    .if_else = "{a_same}, если {cond}‸ а в остальных случаях {b_same}",
    .otherwise = "{a_same} ({b}, если измерять нечего)",
    .otherwise_skip = "{a_same} (случаи без значения не учитываются)",
    .choice = "{a_same} для {members}",
    .day_count =
        "{case, select, gen{числа} dat{числу} ins{числом} pre{числе} other{число}} дней {a_gen}",
    .at_place = "{a_same} по состоянию на {t_acc}",
    // Time
    .after =
        "{case, select, gen{момента, наступающего} dat{моменту, наступающему} ins{моментом, "
        "наступающим} pre{моменте, наступающем} other{момент, наступающий}} через {d_acc} после "
        "{t_gen}‸",
    .before =
        "{case, select, gen{момента} dat{моменту} ins{моментом} pre{моменте} other{момент}} за "
        "{d_acc} до {t_gen}",
    .within_clock = "{d_same} в пределах {cal_gen}",
    .within_clock_except = "{d_same} в пределах {cal_gen}, не считая {x_gen}‸",
    .working_days =
        "{n_plural, select, one{{case, select, gen{{n} рабочего дня} dat{{n} рабочему дню} ins{{n} "
        "рабочим днём} pre{{n} рабочем дне} other{{n} рабочий день}}} few{{case, select, gen{{n} "
        "рабочих дней} dat{{n} рабочим дням} ins{{n} рабочими днями} pre{{n} рабочих днях} "
        "other{{n} рабочих дня}}} other{{case, select, dat{{n} рабочим дням} ins{{n} рабочими "
        "днями} pre{{n} рабочих днях} other{{n} рабочих дней}}}} (по календарю {cal})",
    .contract_years =
        "{n_plural, select, one{{case, select, gen{{n} договорного года} dat{{n} договорному году} "
        "other{{n} договорный год}}} few{{case, select, gen{{n} договорных лет} dat{{n} договорным "
        "годам} other{{n} договорных года}}} other{{n} договорных лет}}",
    .quarters =
        "{n_plural, select, one{{case, select, gen{{n} квартала} dat{{n} кварталу} other{{n} "
        "квартал}}} few{{case, select, gen{{n} кварталов} dat{{n} кварталам} other{{n} квартала}}} "
        "other{{n} кварталов}}",
    .unit_amount = "{n} {unit}",
    .from_to =
        "{case, select, gen{времени} dat{времени} ins{временем} pre{времени} other{время}} с "
        "{a_gen} до {b_gen}",
    .whole_day =
        "{case, select, gen{дня} dat{дню} ins{днём} pre{дне} other{день}}, на который приходится "
        "{a}‸",
    // Spans
    .times_of_input =
        "{case, select, gen{времени} dat{времени} ins{временем} pre{времени} other{время}}, когда "
        "по данным {input} {cond}‸",
    .times_of_input_all =
        "{case, select, gen{времени} dat{времени} ins{временем} pre{времени} other{время}}, за "
        "которое в {input} есть записи‸",
    .stretches_of_input =
        "{case, select, gen{промежутков} dat{промежуткам} ins{промежутками} pre{промежутках} "
        "other{промежутки}} из журнала {input}, для которых {cond}‸",
    .stretches_of_input_all =
        "{case, select, gen{промежутков} dat{промежуткам} ins{промежутками} pre{промежутках} "
        "other{промежутки}} из журнала {input}",
    .stretches_between =
        "{case, select, gen{промежутков} dat{промежуткам} ins{промежутками} pre{промежутках} "
        "other{промежутки}} с {from_gen} до {to_gen} для {rows_gen}",
    .intervals_where =
        "{case, select, gen{интервалов} dat{интервалам} ins{интервалами} pre{интервалах} "
        "other{интервалы}} длительностью в {d_acc}, в которых {cond}‸",
    .covered =
        "{case, select, gen{времени} dat{времени} ins{временем} pre{времени} other{время}}, за "
        "которое в {input} есть измерение‸",
    .gaps =
        "{case, select, gen{времени} dat{времени} ins{временем} pre{времени} other{время}}, за "
        "которое в {input} нет измерения‸",
    .joined = "{a_same} вместе с {b_ins}",
    .inside = "{a_same} в пределах {b_gen}",
    .inside_period = "{a_same} в пределах периода",
    .outside = "{a_same} за вычетом {b_gen}",
    .lasting = "{a_same}, длительность которых составляет {bound}‸",
    .bridged = "{a_same} с объединением тех, время между которыми составляет {bound}‸",
    .beyond =
        "{case, select, gen{того} dat{тому} ins{тем} pre{том} other{то}}, что превышает {d_acc} в "
        "каждом из {a_gen}‸",
    .limited = "{a_same}, но не более {d_gen} за {stretch_each}‸",
    .by_from = "{a_same}, которые начинаются в этом периоде‸",
    .by_to = "{a_same}, которые заканчиваются в этом периоде‸",
    .by_column = "{a_same} (относимые ко времени по признаку: {column})",
    .by_decided = "{a_same} (каждая учитывается в том периоде, в котором её результат установлен)",
    // Aggregates
    .records =
        "{case, select, gen{записей} dat{записям} ins{записями} pre{записях} other{записи}} "
        "{input}",
    .records_where =
        "{case, select, gen{записей} dat{записям} ins{записями} pre{записях} other{записи}} "
        "{input}, для которых {cond}‸",
    .those_where =
        "{case, select, gen{тех} dat{тем} ins{теми} pre{тех} other{те}} из {a_gen}, для которых "
        "выполнено условие: {cond}‸",
    .members_of =
        "{case, select, gen{всех позиций} dat{всем позициям} ins{всеми позициями} pre{всех "
        "позициях} other{все позиции}} перечня {key}",
    .intervals =
        "{case, select, gen{последовательных интервалов} dat{последовательным интервалам} "
        "ins{последовательными интервалами} pre{последовательных интервалах} "
        "other{последовательные интервалы}} длительностью в {d_acc}",
    .intervals_days =
        "{case, select, gen{отдельных дней} dat{отдельным дням} ins{отдельными днями} "
        "pre{отдельных днях} other{отдельные дни}}",
    .sliding =
        "{case, select, gen{всех скользящих окон} dat{всем скользящим окнам} ins{всеми скользящими "
        "окнами} pre{всех скользящих окнах} other{все скользящие окна}} длительностью в {d_acc}",
    .last_periods =
        "{case, select, gen{последних} dat{последним} ins{последними} pre{последних} "
        "other{последние}} {periods_same}",
    .last_periods_where =
        "{case, select, gen{тех} dat{тем} ins{теми} pre{тех} other{те}} из последних "
        "{periods_gen}, в которых {cond}‸",
    .moments =
        "{case, select, gen{всех моментов} dat{всем моментам} ins{всеми моментами} pre{всех "
        "моментах} other{все моменты}}",
    .periods_count =
        "{n_plural, select, one{{case, select, gen{{n} периода} dat{{n} периоду} ins{{n} периодом} "
        "pre{{n} периоде} other{{n} период}}} few{{case, select, gen{{n} периодов} dat{{n} "
        "периодам} ins{{n} периодами} pre{{n} периодах} other{{n} периода}}} other{{case, select, "
        "dat{{n} периодам} ins{{n} периодами} pre{{n} периодах} other{{n} периодов}}}}",
    .count_of =
        "{case, select, gen{количества} dat{количеству} ins{количеством} pre{количестве} "
        "other{количество}} {a_gen}",
    .length_of =
        "{case, select, gen{общей длительности} dat{общей длительности} acc{общую длительность} "
        "ins{общей длительностью} pre{общей длительности} other{общая длительность}} {a_gen}",
    .sum_of =
        "{case, select, gen{суммы} dat{сумме} acc{сумму} ins{суммой} pre{сумме} other{сумма}} "
        "{x_gen} по {a_dat}",
    .mean_of =
        "{case, select, gen{среднего} dat{среднему} ins{средним} pre{среднем} other{среднее}} "
        "{x_gen} по {a_dat}",
    .least_of =
        "{case, select, gen{наименьшего значения} dat{наименьшему значению} ins{наименьшим "
        "значением} pre{наименьшем значении} other{наименьшее значение}} {x_gen} по {a_dat}",
    .most_of =
        "{case, select, gen{наибольшего значения} dat{наибольшему значению} ins{наибольшим "
        "значением} pre{наибольшем значении} other{наибольшее значение}} {x_gen} по {a_dat}",
    .mean_over =
        "{case, select, gen{среднего} dat{среднему} ins{средним} pre{среднем} other{среднее}} по "
        "{a_dat} от {x_gen}",
    .percentile_of =
        "{case, select, gen{{n}-го процентиля} dat{{n}-му процентилю} ins{{n}-м процентилем} "
        "pre{{n}-м процентиле} other{{n}-й процентиль}} {x_gen} по {a_dat}",
    .share_of =
        "{case, select, gen{доли} dat{доле} acc{долю} ins{долей} pre{доле} other{доля}} {a_gen}, "
        "для которых {cond}‸",
    .share_among =
        "{case, select, gen{доли} dat{доле} acc{долю} ins{долей} pre{доле} other{доля}} тех, для "
        "которых {cond}‸ среди {a_gen}",
    .distinct_of =
        "{case, select, gen{количества} dat{количеству} ins{количеством} pre{количестве} "
        "other{количество}} различных значений {x_gen} по {a_dat}",
    // Conditions
    .holds = "признак {x} выполнен",
    .holds_not = "признак {x} не выполнен",
    .is_least = "{a} составляет не менее {b_gen}",
    .is_most = "{a} составляет не более {b_gen}",
    .is_more = "{a} составляет более {b_gen}",
    .is_less = "{a} составляет менее {b_gen}",
    .is_equal = "{a} совпадает с {b_ins}",
    .is_other = "{a} отличается от {b_gen}",
    .not_before = "{a} наступает не ранее {b_gen}",
    .not_after = "{a} наступает не позднее {b_gen}",
    .is_after = "{a} наступает позднее {b_gen}",
    .is_before = "{a} наступает ранее {b_gen}",
    .is_inside = "{a} находится в пределах {b_gen}",
    .is_outside = "{a} находится за пределами {b_gen}",
    .is_met = "целевой показатель {x} достигнут",
    .is_missed = "целевой показатель {x} не достигнут",
    .is_pending = "оценка показателя {x} ещё не вынесена",
    .is_undecided = "оценка показателя {x} не установлена",
    .is_void = "по показателю {x} нет оценки",
    .own_met = "целевой показатель достигнут",
    .own_missed = "целевой показатель не достигнут",
    .has_value = "{a} имеет значение",
    .any_of = "хотя бы в одном случае из {a_gen} выполнено условие: {cond}",
    .all_of = "во всех случаях из {a_gen} выполнено условие: {cond}",
    .any_entry = "хотя бы для одной позиции перечня {key} {cond}",
    .all_entries = "для каждой позиции перечня {key} {cond}",
    .periods_least = "не менее чем в {k} из последних {periods_gen} {cond}",
    .not_true = "неверно, что {cond}‸",
    .granted = "право {x} возникло",
    .always = "это имеет место всегда",
    .never = "это не имеет места никогда",
    .if_cond = "при условии, что {c}‸ {a}, а в остальных случаях {b}",
};

}  // namespace slate::speech
