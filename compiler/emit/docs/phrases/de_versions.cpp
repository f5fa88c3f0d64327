// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/docs/version_phrases.h"

namespace slate::emit::docs {

const VersionPhrases kGermanVersions{
    // Amendments
    .consolidated = "Konsolidierte Fassung",
    .reads_latest = "wie geändert, gültig ab {from}; dies ist die neueste Fassung",
    .reads_between = "gültig vom {from} bis zum {to}; spätere Änderungen sind nicht enthalten",
    .reads_first =
        "ursprüngliche Fassung, gültig bis zum {to}; spätere Änderungen sind nicht enthalten",
    .amendment = "Änderung {n}",
    .amendment_named = "{name}, in Kraft ab {from}; betrifft {parts}",
    .amendment_plain = "in Kraft ab {from}; betrifft {parts}",
    .amendment_later = "{text}; in dieser Fassung nicht enthalten",
    .amended_text =
        "Dieses Dokument gibt die Vereinbarung mit den auf dem Deckblatt genannten Änderungen "
        "wieder. Jeder Zeitraum wird nach der Fassung abgerechnet, die bei seinem Beginn gilt; was "
        "vorher abgerechnet wurde, bleibt davon unberührt.",
    .kept_version =
        "Für jeden Kunden gilt die Fassung weiter, die an dem Tag galt, den {x} bezeichnet.",
    .inside_next =
        "{x} lässt einen bei Inkrafttreten bereits laufenden Zeitraum unberührt und gilt ab dem "
        "nächsten Zeitraum.",
    .inside_splits =
        "Tritt {x} innerhalb eines Zeitraums in Kraft, so wird dieser an dem Tag geteilt und jeder "
        "Teil für sich beurteilt und abgerechnet.",
    // The page of changes
    .changes_heading = "Was sich in Bedeutung und Geld ändert",
    .changes_text =
        "Diese Seite ist eine Übersicht und nicht Teil des Vertrags. Sie vergleicht Bestimmung für "
        "Bestimmung, was beide Fassungen bedeuten; zu wessen Gunsten eine Änderung wirkt, ist für "
        "alle Messdaten bewiesen und nicht nur an Beispielen geprüft. Verweise beziehen sich auf "
        "die "
        "neue Fassung.",
    .all_together = "Insgesamt: {verdict}.",
    .nothing_changes = "Inhaltlich ändert sich nichts.",
    .term = "Bestimmung",
    .before = "Bisher",
    .after = "Künftig",
    .who_gains = "Zugunsten",
    .for_example = "Beispiel",
    .gains_customer = "zugunsten des Kunden",
    .gains_provider = "zugunsten des Anbieters",
    .gains_mixed = "je nach Fall zugunsten der einen oder der anderen Seite",
    .gains_unclear = "für keine Seite bewiesen",
    .gains_nobody = "ohne inhaltliche Änderung",
    .term_kind = "{x}: {kind}",
    .since = "{x}, ab {from}",
    .as_below = "wie nachstehend",
    .same_meaning = "Anders formuliert, inhaltlich gleich: {terms}.",
    .only_words = "Nur sprachlich geändert: {terms}.",
    .same_terms =
        "{n_plural, select, one{Eine weitere Bestimmung ist unverändert.} other{{n} weitere "
        "Bestimmungen sind unverändert.}}",
    .entry = "{a}: {b}",
    .between_entries = "; ",
    // Cases
    .shown_at = "{at}: bisher {before}, künftig {after}.",
    .shown = "bisher {before}, künftig {after}.",
    .for_members = "{members}: {text}",
    .times_formula = "{x} × {formula}",
    .at_value = "bei einem Wert von {x_dat}",
    .at_amount = "bei einem Betrag von {x_dat}",
    .at_amounts = "bei aufeinanderfolgenden Beträgen von {xs}",
    .at_amounts_become = "bei aufeinanderfolgenden Beträgen von {xs}, aus denen {ys} werden",
    .at_higher_amount = "bei jedem höheren Betrag",
    .at_limit = "Grenze",
    .at_stretch = "eine einzelne Spanne von {x_dat}",
    .at_apart = "zwei Spannen im Abstand von {x_dat}",
    .after_quota =
        "die Zeit, nachdem {x} des Kontingents verbraucht {x_plural, select, one{ist} other{sind}}",
    .into_stretch = "die Zeit ab {x_dat} nach Beginn einer Spanne",
    .at_member = "für {x}",
    .at_line = "{x}, {field}",
    .at_step = "{x}",
    .at_step_per = "{x} je {rhythm_bare}",
    .none = "keine Regelung",
    .stated = "vereinbart",
    .promised = "zugesagt",
    .promised_nothing = "nichts zugesagt",
    .taken = "berücksichtigt",
    .not_taken = "nicht berücksichtigt",
    .counts = "gezählt",
    .counts_not = "nicht gezählt",
    .as_one = "eine Spanne",
    .as_two = "zwei Spannen",
    .in_quota = "innerhalb des Kontingents",
    .beyond_quota = "außerhalb des Kontingents",
    .in_all = "insgesamt {x}",
    // Remarks
    .through = "Durch {terms}.",
    .nothing_stands_on_it =
        "Keine Bestimmung, durch die jemand gewinnt oder verliert, hängt davon ab.",
    .judged_for_each = "{x} wird für jeden Eintrag gesondert beurteilt.",
    .other_scope = "Werte mit verschiedenem Geltungsbereich lassen sich nicht einzeln vergleichen.",
    .has_bonus = "Damit ist ein Bonus verbunden, den die Gegenseite schuldet.",
    .other_periods = "Beurteilt wird über andere Zeiträume.",
    .other_members = "Es besteht für andere Einträge.",
    .other_holder = "Es steht einer anderen Partei zu.",
    .other_debtor = "Eine andere Partei schuldet sie.",
    .other_rhythm = "Fällig in anderen Abständen oder anders nachzuweisen.",
    .other_windows = "Abgerechnet wird für andere Zeiträume, Einträge oder Parteien.",
    .running_total =
        "Bei einer Obergrenze über mehrere Zeiträume gilt dies für die aufgelaufene Summe.",
    .longer_period =
        "Ein längerer Zeitraum gleicht aus, ein kürzerer beginnt neu: Keiner ist in allen Fällen "
        "günstiger.",
    .term_cuts = "Die Laufzeit schneidet einen Zeitraum an.",
    .bound_otherwise = "Beide Parteien sind für eine andere Dauer gebunden.",
    .edges_move = "Jede Grenze eines Tages oder Zeitraums verschiebt sich.",
    .other_currency = "Beträge werden in einer anderen Währung geschuldet.",
    .other_party = "Andere Partei.",
    .other_party_or_plan = "Andere Partei oder anderer Tarif.",
    .looks_back =
        "Frühere Zeiträume werden anders abgerechnet, und spätere greifen auf sie zurück.",
    .inside_otherwise = "Der an diesem Tag laufende Zeitraum wird anders abgerechnet.",
    .version_by_other_date =
        "Welche Fassung für einen Kunden gilt, richtet sich nach einem anderen Datum.",
    // Stored periods
    .stored_heading = "Auswirkung auf bereits gemessene Zeiträume",
    .stored_text =
        "Beide Fassungen wurden auf die gespeicherten Daten angewandt. Dies zeigt, was die "
        "Änderung "
        "ausgemacht hätte, und beweist nichts für spätere Zeiträume.",
    .period = "Zeitraum",
    .settled = "Abrechnung",
    .difference = "Unterschied",
    .total = "Insgesamt",
    .incomplete = "{x} (Daten unvollständig)",
    .kinds =
        {"neue Vereinbarung",
         "Vereinbarung entfallen",
         "Auszahlungsbetrag",
         "neue Zusage",
         "Zusage entfallen",
         "Geltungsbereich",
         "Messung",
         "Zielwert",
         "Gutschrift",
         "Bonus",
         "Voraussetzung",
         "einbezogene Gutschriften",
         "Bagatellgrenze",
         "Übertrag kleiner Beträge",
         "Obergrenze",
         "Abzug",
         "Rundung",
         "Geltendmachung",
         "unvollständige Daten",
         "Recht",
         "Pflicht",
         "Vertragswert",
         "Erklärung einer Person",
         "Begriff",
         "Aufzeichnung",
         "Zeiten",
         "Liste",
         "Einheit",
         "Anfangsstand",
         "Zeitraum",
         "angeschnittene Zeiträume",
         "Laufzeit",
         "Zeitzone",
         "Währung",
         "Parteien",
         "Grundlage",
         "übergeordnete Vereinbarung",
         "Änderung",
         "Bezeichnung",
         "Fassung",
         "Wortlaut",
         "Klausel",
         "Rechenbeispiel"},
};

}  // namespace slate::emit::docs
