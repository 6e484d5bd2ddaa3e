import type { Locale } from '#contract/vocabulary';

/** What a level of the first rubric is called, and what it means. */
type LevelWords = readonly [title: string, descriptor: string];
type FourLevels = readonly [LevelWords, LevelWords, LevelWords, LevelWords];

/** Words with which a new task begins, so that its author changes a text instead of an empty field. */
export interface BeginningWords {
  free: { title: string; prompt: string };
  guided: { title: string; prompt: string };
  narrationPrompt: string;
  noticing: { title: string; levels: FourLevels };
  interpreting: { title: string; levels: FourLevels };
  linking: { title: string; levels: FourLevels };
}

/** In the language in which the author works; from then on they are the author's. */
export const BEGINNING_WORDS: Readonly<Record<Locale, BeginningWords>> = {
  en: {
    free: {
      title: 'Free noticing',
      prompt: 'Watch once, right through. Mark what catches you. Words can come later.',
    },
    guided: {
      title: 'Guided',
      prompt: 'Watch again with the look-fors. Say what you see before you say what it means.',
    },
    narrationPrompt:
      'Choose moments that belong together. Say what could be seen and heard, how you read it, what else it could mean, and what you want to try.',
    noticing: {
      title: 'Noticing',
      levels: [
        ['Begins', 'Says what it means, and leaves the reader to guess what was there to be seen.'],
        ['Grows', 'Some of what can be seen and heard, mixed with what it is taken to mean.'],
        [
          'Secure',
          'Says what can be seen and heard before saying what it means; the cited moments bear it out.',
        ],
        ['Rich', 'As Secure, and returns to the clip for what was missed the first time.'],
      ],
    },
    interpreting: {
      title: 'Interpreting',
      levels: [
        ['Begins', 'One meaning, offered as if it were a fact.'],
        ['Grows', 'One reading, with a reason that could be checked in the clip.'],
        ['Secure', 'A reading tied to evidence, and another one that is given its chance.'],
        [
          'Rich',
          'Holds more than one reading, ties each to evidence, and names the own lens that hid one of them.',
        ],
      ],
    },
    linking: {
      title: 'Linking to practice',
      levels: [
        ['Begins', 'A wish, without a link to what was seen.'],
        ['Grows', 'A next step that follows from the noticing; who will look, and when, is open.'],
        ['Secure', 'A dated step that follows from the noticing, and someone to look on.'],
        ['Rich', 'As Secure, and says what would show that something changed.'],
      ],
    },
  },
  pl: {
    free: {
      title: 'Swobodne zauważanie',
      prompt: 'Obejrzyj raz, do końca. Zaznacz to, co przykuwa uwagę. Słowa mogą przyjść później.',
    },
    guided: {
      title: 'Z pytaniami',
      prompt:
        'Obejrzyj jeszcze raz, mając w pamięci, czego szukasz. Powiedz, co widzisz, zanim powiesz, co to znaczy.',
    },
    narrationPrompt:
      'Wybierz momenty, które należą do siebie. Powiedz, co było widać i słychać, jak to odczytujesz, co jeszcze mogłoby to znaczyć i czego chcesz spróbować.',
    noticing: {
      title: 'Zauważanie',
      levels: [
        ['Zaczyna się', 'Mówi, co coś znaczy, a czytelnik musi zgadywać, co było do zobaczenia.'],
        ['Rośnie', 'Trochę tego, co widać i słychać, przemieszane z tym, za co się to uważa.'],
        [
          'Pewne',
          'Mówi, co widać i słychać, zanim powie, co to znaczy; przytoczone momenty to potwierdzają.',
        ],
        ['Bogate', 'Jak „Pewne”, a ponadto wraca do klipu po to, co za pierwszym razem umknęło.'],
      ],
    },
    interpreting: {
      title: 'Interpretowanie',
      levels: [
        ['Zaczyna się', 'Jedno znaczenie, podane jak fakt.'],
        ['Rośnie', 'Jedno odczytanie z powodem, który można sprawdzić w klipie.'],
        ['Pewne', 'Odczytanie oparte na tym, co widać, i drugie, które dostaje swoją szansę.'],
        [
          'Bogate',
          'Więcej niż jedno odczytanie, każde oparte na tym, co widać, i nazwana własna soczewka, która jedno z nich zasłaniała.',
        ],
      ],
    },
    linking: {
      title: 'Powiązanie z praktyką',
      levels: [
        ['Zaczyna się', 'Życzenie bez związku z tym, co zostało zauważone.'],
        [
          'Rośnie',
          'Następny krok, który wynika z obserwacji; nie wiadomo, kto i kiedy się przyjrzy.',
        ],
        ['Pewne', 'Krok z datą, który wynika z obserwacji, i ktoś, kto się przyjrzy.'],
        ['Bogate', 'Jak „Pewne”, a ponadto mówi, po czym będzie widać zmianę.'],
      ],
    },
  },
  it: {
    free: {
      title: 'Notare liberamente',
      prompt:
        'Guarda una volta, fino in fondo. Segna ciò che ti colpisce. Le parole possono venire dopo.',
    },
    guided: {
      title: 'Guidata',
      prompt:
        'Guarda di nuovo con in mente ciò che cerchi. Di’ che cosa vedi prima di dire che cosa significa.',
    },
    narrationPrompt:
      'Scegli momenti che stanno insieme. Di’ che cosa si vedeva e si sentiva, come lo leggi, che cos’altro potrebbe significare e che cosa vuoi provare.',
    noticing: {
      title: 'Notare',
      levels: [
        [
          'Inizia',
          'Dice che cosa significa, e lascia indovinare al lettore che cosa c’era da vedere.',
        ],
        ['Cresce', 'Qualcosa di ciò che si vede e si sente, mescolato al senso che gli si dà.'],
        [
          'Sicuro',
          'Dice che cosa si vede e si sente prima di dire che cosa significa; i momenti citati lo confermano.',
        ],
        ['Ricco', 'Come Sicuro, e torna alla clip per ciò che la prima volta era sfuggito.'],
      ],
    },
    interpreting: {
      title: 'Interpretare',
      levels: [
        ['Inizia', 'Un solo significato, offerto come un fatto.'],
        ['Cresce', 'Una lettura, con una ragione che si può verificare nella clip.'],
        ['Sicuro', 'Una lettura legata a ciò che si vede, e un’altra a cui si dà spazio.'],
        [
          'Ricco',
          'Tiene più di una lettura, lega ciascuna a ciò che si vede e nomina la propria lente che ne nascondeva una.',
        ],
      ],
    },
    linking: {
      title: 'Collegare alla pratica',
      levels: [
        ['Inizia', 'Un desiderio, senza legame con ciò che si è visto.'],
        [
          'Cresce',
          'Un passo successivo che nasce da ciò che si è notato; resta aperto chi guarderà e quando.',
        ],
        [
          'Sicuro',
          'Un passo con una data, che nasce da ciò che si è notato, e qualcuno che guarderà.',
        ],
        ['Ricco', 'Come Sicuro, e dice da che cosa si vedrà che qualcosa è cambiato.'],
      ],
    },
  },
  nl: {
    free: {
      title: 'Vrij opmerken',
      prompt: 'Kijk één keer, helemaal. Markeer wat je opvalt. Woorden mogen later komen.',
    },
    guided: {
      title: 'Gericht kijken',
      prompt:
        'Kijk opnieuw met de aandachtspunten. Zeg wat je ziet voordat je zegt wat het betekent.',
    },
    narrationPrompt:
      'Kies momenten die bij elkaar horen. Zeg wat te zien en te horen was, hoe je het leest, wat het nog meer kan betekenen en wat je wilt proberen.',
    noticing: {
      title: 'Opmerken',
      levels: [
        ['Begint', 'Zegt wat het betekent, en laat de lezer raden wat er te zien was.'],
        ['Groeit', 'Iets van wat te zien en te horen is, vermengd met wat ervan gemaakt wordt.'],
        [
          'Zeker',
          'Zegt wat te zien en te horen is voordat het zegt wat het betekent; de geciteerde momenten dragen dat.',
        ],
        ['Rijk', 'Als Zeker, en gaat terug naar de clip voor wat de eerste keer gemist werd.'],
      ],
    },
    interpreting: {
      title: 'Interpreteren',
      levels: [
        ['Begint', 'Eén betekenis, gebracht alsof het een feit is.'],
        ['Groeit', 'Eén lezing, met een reden die in de clip na te gaan is.'],
        ['Zeker', 'Een lezing die op het zichtbare steunt, en een andere die haar kans krijgt.'],
        [
          'Rijk',
          'Houdt meer dan één lezing naast elkaar, onderbouwt elk, en benoemt de eigen bril die er een verborg.',
        ],
      ],
    },
    linking: {
      title: 'Verbinden met de praktijk',
      levels: [
        ['Begint', 'Een wens, zonder band met wat gezien werd.'],
        [
          'Groeit',
          'Een volgende stap die uit het opmerken volgt; wie kijkt en wanneer, is nog open.',
        ],
        ['Zeker', 'Een stap met een datum die uit het opmerken volgt, en iemand die meekijkt.'],
        ['Rijk', 'Als Zeker, en zegt waaraan te zien zal zijn dat er iets veranderd is.'],
      ],
    },
  },
  fr: {
    free: {
      title: 'Regard libre',
      prompt:
        'Regardez une fois, jusqu’au bout. Marquez ce qui vous arrête. Les mots peuvent venir plus tard.',
    },
    guided: {
      title: 'Regard guidé',
      prompt:
        'Regardez de nouveau avec les points d’attention. Dites ce que vous voyez avant de dire ce que cela signifie.',
    },
    narrationPrompt:
      'Choisissez des moments qui vont ensemble. Dites ce que l’on pouvait voir et entendre, comment vous le lisez, ce que cela pourrait signifier d’autre, et ce que vous voulez essayer.',
    noticing: {
      title: 'Remarquer',
      levels: [
        ['Commence', 'Dit ce que cela signifie, et laisse deviner ce qu’il y avait à voir.'],
        ['Grandit', 'Un peu de ce qui se voit et s’entend, mêlé au sens qu’on y met.'],
        [
          'Assuré',
          'Dit ce qui se voit et s’entend avant de dire ce que cela signifie ; les moments cités le confirment.',
        ],
        ['Riche', 'Comme Assuré, et revient à l’extrait pour ce qui avait d’abord échappé.'],
      ],
    },
    interpreting: {
      title: 'Interpréter',
      levels: [
        ['Commence', 'Un seul sens, présenté comme un fait.'],
        ['Grandit', 'Une lecture, avec une raison que l’on peut vérifier dans l’extrait.'],
        [
          'Assuré',
          'Une lecture appuyée sur ce qui se voit, et une autre à qui on laisse sa chance.',
        ],
        [
          'Riche',
          'Tient plusieurs lectures, appuie chacune sur ce qui se voit, et nomme son propre filtre qui en cachait une.',
        ],
      ],
    },
    linking: {
      title: 'Relier à la pratique',
      levels: [
        ['Commence', 'Un souhait, sans lien avec ce qui a été vu.'],
        [
          'Grandit',
          'Un pas suivant qui découle de ce qui a été remarqué ; qui regardera, et quand, reste ouvert.',
        ],
        [
          'Assuré',
          'Un pas daté qui découle de ce qui a été remarqué, et quelqu’un pour le regarder.',
        ],
        ['Riche', 'Comme Assuré, et dit à quoi l’on verra que quelque chose a changé.'],
      ],
    },
  },
};
