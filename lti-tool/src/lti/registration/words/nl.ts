import type { RegistrationWords } from '../registration-words.ts';

/** Dutch. */
export const DUTCH: RegistrationWords = {
  tool: {
    description:
      'Voorbeeldfragmenten, begeleide observatie en pedagogische narratie voor de opleiding van leraren.',
    chooseLabel: 'Taak kiezen of maken',
  },
  heading: (name) => `Lookfor toevoegen aan ${name}`,
  intro:
    'Dit vraagt Lookfor van je leeromgeving, en waarom. Er wordt niets toegevoegd voordat je akkoord gaat.',
  issuer: 'De leeromgeving noemt zichzelf',
  asks: 'Wat Lookfor vraagt',
  messages: {
    open: {
      what: 'Openen vanuit een link in een cursus',
      why: 'Zo komen studenten en docenten binnen.',
    },
    choose: {
      what: 'Kiezen wat een link toont',
      why: 'Docenten kiezen een taak of fragment terwijl ze hun cursus bewerken.',
    },
    review: {
      what: 'Het werk van één student openen vanuit de cijferlijst',
      why: 'Beoordelaars komen bij de narratie, studenten bij hun eigen feedback.',
    },
  },
  scopes: {
    lineItem: {
      what: 'Kolommen in de cijferlijst',
      why: 'Elke beoordeelde taak heeft er een, met haar punten. Andere kolommen verandert Lookfor niet.',
    },
    score: { what: 'Beoordelingen verzenden', why: 'Alleen als een docent ze vrijgeeft.' },
    result: {
      what: 'Teruglezen wat er in de cijferlijst staat',
      why: 'Om te tonen of elke beoordeling is aangekomen.',
    },
    roster: {
      what: 'De lijst van mensen in een cursus',
      why: 'Beoordelaars kunnen worden aangewezen, en je ziet wie nog niet begonnen is.',
    },
    groups: {
      what: 'De groepen van een cursus',
      why: 'Zodat werk en beoordeling per groep te verdelen zijn.',
    },
    notices: {
      what: 'Bericht dat een cursus is gekopieerd',
      why: 'Zodat de kopie haar taken vindt en niemand ze hoeft te zoeken.',
    },
  },
  without: {
    lineItem: 'Kolommen moeten in de leeromgeving worden gemaakt.',
    score: 'Beoordelingen blijven in Lookfor.',
    result: 'Of beoordelingen aankwamen is niet te controleren.',
    roster: 'Alleen mensen die Lookfor hebben geopend zijn bekend.',
    groups: 'De groepen van de leeromgeving zijn niet bekend.',
    notices: 'Gekopieerde cursussen worden pas herkend als iemand ze opent.',
  },
  person: {
    what: 'Namen, e-mailadressen en talen van mensen',
    why: 'Zodat docenten weten wiens werk ze lezen. Zonder namen krijgen mensen een pseudoniem.',
  },
  notOffered: 'Je leeromgeving biedt dit niet.',
  agree: 'Lookfor toevoegen',
  next: {
    active: 'Daarna kan het meteen worden gebruikt.',
    pending: 'Daarna kijkt wie Lookfor beheert ernaar en schakelt het in.',
  },
  done: {
    heading: 'Lookfor is toegevoegd',
    active:
      'Het kan nu in cursussen worden gebruikt. Misschien moet je het in de leeromgeving ook nog inschakelen.',
    pending:
      'Wie Lookfor beheert moet het nog inschakelen; tot dan zeggen de links dat. Misschien moet je het in de leeromgeving ook nog inschakelen.',
    notGranted: 'De leeromgeving heeft niet toegestaan:',
    close: 'Sluiten',
    mayClose: 'Je kunt dit venster sluiten.',
  },
  refusals: {
    invitation_unknown: {
      heading: 'Dit is geen uitnodiging',
      text: 'Het adres is niet volledig of is ingetrokken. Vraag een nieuw aan wie Lookfor beheert.',
    },
    invitation_used: {
      heading: 'Deze uitnodiging is al gebruikt',
      text: 'Elk adres voegt Lookfor eenmaal aan één leeromgeving toe. Vraag een ander aan wie Lookfor beheert.',
    },
    invitation_expired: {
      heading: 'Deze uitnodiging is verlopen',
      text: 'Vraag een nieuwe aan wie Lookfor beheert.',
    },
    invitation_busy: {
      heading: 'Lookfor wordt op dit moment toegevoegd',
      text: 'Hetzelfde adres is in een ander venster verzonden. Wacht twee minuten en kijk dan of Lookfor er is.',
    },
    not_from_lms: {
      heading: 'Plak dit adres in je leeromgeving',
      text: 'In een browser alleen doet het niets. Waar je leeromgeving externe tools registreert (LTI Advantage, dynamische registratie) vraagt ze om een adres: dit.',
    },
    address_refused: {
      heading: 'Een adres van je leeromgeving mag niet worden aangeroepen',
      text: 'Lookfor roept alleen openbare adressen met https aan. Voor een leeromgeving in het eigen netwerk kan wie Lookfor beheert een uitzondering maken.',
    },
    lms_silent: {
      heading: 'Je leeromgeving antwoordde niet',
      text: 'Lookfor vroeg om haar configuratie en kreeg geen bruikbaar antwoord. Er is niets toegevoegd; begin opnieuw in de leeromgeving.',
    },
    configuration_unusable: {
      heading: 'De configuratie van je leeromgeving is niet bruikbaar',
      text: 'Er ontbreekt iets of iets past niet bij LTI Advantage. Er is niets toegevoegd.',
    },
    issuer_differs: {
      heading: 'Je leeromgeving noemt een ander adres',
      text: 'De naam in haar configuratie ligt op een andere host dan de configuratie. Er is niets toegevoegd, want zo kan iedereen zich voor je leeromgeving uitgeven.',
    },
    issuer_not_invited: {
      heading: 'Deze uitnodiging is voor een andere leeromgeving',
      text: 'Ze noemt één leeromgeving, en dit is een andere. Er is niets toegevoegd.',
    },
    already_registered: {
      heading: 'Deze leeromgeving is al bekend',
      text: 'Ze gaf Lookfor een naam die hier al is aangemeld. Er is niets veranderd.',
    },
    page_outdated: {
      heading: 'Deze pagina stond te lang open',
      text: 'Er is niets toegevoegd. Begin opnieuw in de leeromgeving, met hetzelfde adres.',
    },
    lms_refused: {
      heading: 'Je leeromgeving heeft Lookfor niet aangenomen',
      text: 'De uitnodiging is niet verbruikt. Begin opnieuw in de leeromgeving, met hetzelfde adres; hieronder staat wat ze zei.',
    },
    too_many: {
      heading: 'Te veel pogingen tegelijk',
      text: 'Wacht een minuut en begin dan opnieuw in de leeromgeving.',
    },
  },
  detail: 'Voor wie de leeromgeving beheert',
  byHand: {
    heading: 'Lookfor met de hand aanmelden',
    intro:
      'Vul deze adressen in je leeromgeving in. Stuur daarna issuer, client id, deployment id en adressen aan wie Lookfor beheert.',
    launchUrl: 'Adres van de tool',
    loginUrl: 'Adres waar het inloggen begint',
    redirectUrl: 'Omleidingsadres',
    keySetUrl: 'Openbare sleutelset',
    choiceUrl: 'Inhoud kiezen (deep linking)',
    canvasUrl: 'Canvas: sleutel van dit adres',
    custom:
      'Aangepaste parameters, zodat gekopieerde cursussen hun taken vinden en groepen bekend zijn',
    afterwards: 'Met een uitnodiging gaat het sneller: de leeromgeving vult dan alles zelf in.',
  },
};
