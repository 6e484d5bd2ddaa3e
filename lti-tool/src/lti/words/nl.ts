import type { LaunchWords } from '../launch-words.ts';

/** Dutch. */
export const DUTCH: LaunchWords = {
  opening: 'Lookfor wordt geopend',
  slow: {
    text: 'Het duurt langer dan anders. Controleer je verbinding; er is niets verloren.',
    again: 'Opnieuw proberen',
  },
  checks: {
    identity: 'De leeromgeving zegt wie je bent',
    browser: 'Nagaan of dit dezelfde browser is',
    task: 'Je taak wordt geopend',
  },
  atMost: 'Hoogstens drie seconden; daarna verschijnt een knop.',
  ownWindow: {
    heading: 'Lookfor opent in een eigen venster',
    text: 'Je browser laat dit kader niet onthouden dat jij het bent. In een eigen venster werkt alles zoals altijd, en je cursus blijft hier open.',
    open: 'Openen in een nieuw venster',
    continueHere: 'Doorgaan in dit kader',
    openedHeading: 'Lookfor is open in een eigen venster',
    openedText:
      'Je cursus blijft hier open. Heb je dat venster gesloten, laad deze pagina van je cursus dan opnieuw en druk nog eens op de link.',
  },
  accountFine: 'Er is niets mis met je account.',
  backToCourse: 'Terug naar de cursus',
  workIsSafe: ['Je werk is veilig:', 'Lookfor bewaart terwijl je typt.'],
  again: ['Laad de pagina van je cursus opnieuw.', 'Klik nog eens op de link naar Lookfor.'],
  allowCookies: 'Zie je deze pagina weer, sta dan in je browser cookies van Lookfor toe.',
  helpDesk: 'Voor de helpdesk',
  stillHere: 'Nog steeds hier? Geef dit door aan de helpdesk',
  copy: 'Kopiëren',
  copied: 'Gekopieerd',
  problems: {
    launch_expired: {
      heading: 'Deze link is verlopen',
      text: 'De pagina in je leeromgeving stond langer dan tien minuten open.',
    },
    launch_used: {
      heading: 'Deze link is al gebruikt',
      text: 'Elke klik op de link opent Lookfor één keer; opnieuw laden herhaalt dat niet.',
    },
    launch_other_browser: {
      heading: 'Lookfor kon je browser niet herkennen',
      text: 'Het moet zien dat de link in precies deze browser is aangeklikt, en dat lukte niet. Daarom is er niets geopend.',
    },
    launch_refused: {
      heading: 'Lookfor kon het bericht van je leeromgeving niet controleren',
      text: 'Het bewijs klopte niet, daarom is er niets geopend.',
    },
    launch_malformed: {
      heading: 'Het bericht van je leeromgeving is onvolledig',
      text: 'Er ontbreekt iets dat Lookfor nodig heeft. De beheerders van je leeromgeving kunnen dat herstellen.',
    },
    launch_unknown_platform: {
      heading: 'Lookfor kent deze leeromgeving niet',
      text: 'Een beheerder moet haar eerst aanmelden. Er is niets mis met je account.',
    },
    launch_inactive: {
      heading: 'Lookfor staat uit voor deze leeromgeving',
      text: 'De beheerder van Lookfor kan het weer aanzetten. Er is niets mis met je account.',
    },
    launch_pending: {
      heading: 'Lookfor is voor deze leeromgeving nog niet ingeschakeld',
      text: 'Ze is aangemeld, maar wie Lookfor beheert moet ze nog inschakelen. Met je account is niets mis.',
    },
    launch_invalid_login: {
      heading: 'Dit is niet de hele link',
      text: 'Open de activiteit vanaf haar pagina in je cursus, niet via een bladwijzer of een gekopieerd adres.',
    },
    launch_unknown_deployment: {
      heading: 'Lookfor staat hier nog niet aan',
      text: 'Je leeromgeving is bekend, maar deze plek is nieuw. Wie Lookfor beheert, kan haar aanzetten.',
    },
    launch_platform_error: {
      heading: 'Je leeromgeving kon je niet aanmelden',
      text: 'Ze brak het openen af voordat Lookfor bereikt was. Misschien ben je daar afgemeld: meld je opnieuw aan.',
    },
    launch_keys_unavailable: {
      heading: 'Je leeromgeving antwoordt niet',
      text: 'Lookfor kon de sleutels niet ophalen waarmee het nagaat wie je bent. Probeer het over een paar minuten opnieuw.',
    },
    launch_unsupported: {
      heading: 'Lookfor kan dit soort link niet openen',
      text: 'Je leeromgeving vroeg iets wat Lookfor niet doet. Open de activiteit vanaf haar pagina in je cursus.',
    },
    launch_anonymous: {
      heading: 'Je leeromgeving zei niet wie je bent',
      text: 'Werk in Lookfor hoort bij een persoon, daarom opent het alleen voor wie is aangemeld. Meld je aan bij je leeromgeving en open de activiteit opnieuw; ben je al aangemeld, vraag het dan aan de beheerder.',
    },
    launch_unknown_person: {
      heading: 'Lookfor kent deze persoon nog niet',
      text: 'Je leeromgeving vroeg om het werk van iemand die Lookfor in deze cursus nog nooit heeft geopend, dus er is niets te tonen.',
    },
    launch_no_work: {
      heading: 'Er is nog niets ingeleverd',
      text: 'Deze persoon heeft voor deze taak nog geen narratie ingeleverd. Zodra dat gebeurd is, opent de link in de cijferlijst die.',
    },
    too_many_requests: {
      heading: 'Te veel tegelijk',
      text: 'Wacht een minuut en klik dan nog eens op de link naar Lookfor.',
    },
    not_signed_in: {
      heading: 'Open Lookfor vanuit je cursus',
      text: 'Deze pagina is opnieuw geladen, of met haar adres geopend.',
    },
    session_expired: {
      heading: 'Je was een tijdje weg',
      text: 'Voor de veiligheid is Lookfor gesloten.',
    },
    unavailable: {
      heading: 'Lookfor start op of heeft het erg druk',
      text: 'Probeer het zo meteen opnieuw.',
    },
    internal: {
      heading: 'Lookfor kon dit niet openen',
      text: 'Er ging bij ons iets mis. Probeer het zo meteen opnieuw.',
    },
  },
  forTeachers: {
    heading: 'Deze pagina is voor wie de cursus geeft',
    text: (course, role) => [
      `In ${course} is je rol `,
      role,
      '. Je kunt lezen wat de taken vragen; cijfers en werk van studenten blijven gesloten.',
    ],
    thisCourse: 'deze cursus',
    advice:
      'Geef je hier les of beoordeel je, vraag dan de docent van de cursus om je rol in de leeromgeving te wijzigen of je in Lookfor als beoordelaar aan te wijzen.',
  },
  roles: {
    lecturer: 'docent',
    student: 'student',
    assessor: 'beoordelaar',
    facilitator: 'facilitator',
    practitioner: 'praktijkbegeleider',
    administrator: 'beheerder',
    observer: 'waarnemer',
  },
};
