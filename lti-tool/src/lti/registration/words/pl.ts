import type { RegistrationWords } from '../registration-words.ts';

/** Polish. */
export const POLISH: RegistrationWords = {
  tool: {
    description:
      'Przykładowe nagrania, obserwacja z pytaniami i narracja pedagogiczna w kształceniu nauczycieli.',
    chooseLabel: 'Wybierz lub utwórz zadanie',
  },
  heading: (name) => `Dodaj Lookfor: ${name}`,
  intro:
    'Oto, o co Lookfor prosi Twoją platformę i dlaczego. Nic nie zostanie dodane bez Twojej zgody.',
  issuer: 'Platforma przedstawia się jako',
  asks: 'O co prosi Lookfor',
  messages: {
    open: { what: 'Otwieranie z linku w kursie', why: 'Tak wchodzą studenci i wykładowcy.' },
    choose: {
      what: 'Wybór tego, co pokazuje link',
      why: 'Wykładowcy wybierają zadanie lub nagranie podczas edycji kursu.',
    },
    review: {
      what: 'Otwieranie pracy jednej osoby z dziennika ocen',
      why: 'Oceniający trafiają do narracji, studenci do własnej informacji zwrotnej.',
    },
  },
  scopes: {
    lineItem: {
      what: 'Kolumny w dzienniku ocen',
      why: 'Każde oceniane zadanie ma swoją, z punktami. Innych kolumn Lookfor nie zmienia.',
    },
    score: { what: 'Wysyłanie ocen', why: 'Tylko wtedy, gdy udostępni je wykładowca.' },
    result: {
      what: 'Odczyt tego, co jest w dzienniku ocen',
      why: 'Aby pokazać, czy każda ocena dotarła.',
    },
    roster: {
      what: 'Lista osób w kursie',
      why: 'Można wyznaczyć oceniających i zobaczyć, kto jeszcze nie zaczął.',
    },
    groups: {
      what: 'Grupy w kursie',
      why: 'Aby można było podzielić pracę i ocenianie według grup.',
    },
    notices: {
      what: 'Wiadomość, że kurs został skopiowany',
      why: 'Aby kopia odnalazła swoje zadania i nikt nie musiał ich szukać.',
    },
  },
  without: {
    lineItem: 'Kolumny trzeba założyć na platformie.',
    score: 'Oceny zostają w Lookfor.',
    result: 'Nie można sprawdzić, czy oceny dotarły.',
    roster: 'Znane są tylko osoby, które otworzyły Lookfor.',
    groups: 'Grupy z platformy nie są znane.',
    notices: 'Skopiowane kursy są rozpoznawane dopiero, gdy ktoś je otworzy.',
  },
  person: {
    what: 'Imiona i nazwiska, adresy e-mail i języki osób',
    why: 'Aby wykładowcy wiedzieli, czyją pracę czytają. Bez nich osoby mają pseudonimy.',
  },
  notOffered: 'Platforma tego nie oferuje.',
  agree: 'Dodaj Lookfor',
  next: {
    active: 'Potem można z niego od razu korzystać.',
    pending: 'Potem osoby prowadzące Lookfor obejrzą zgłoszenie i włączą dostęp.',
  },
  done: {
    heading: 'Lookfor został dodany',
    active:
      'Można już z niego korzystać w kursach. Być może trzeba go jeszcze włączyć na platformie.',
    pending:
      'Osoby prowadzące Lookfor muszą go jeszcze włączyć; do tego czasu linki o tym informują. Być może trzeba go też włączyć na platformie.',
    notGranted: 'Platforma nie przyznała:',
    close: 'Zamknij',
    mayClose: 'Możesz zamknąć to okno.',
  },
  refusals: {
    invitation_unknown: {
      heading: 'To nie jest zaproszenie',
      text: 'Adres jest niepełny albo został wycofany. Poproś osoby prowadzące Lookfor o nowy.',
    },
    invitation_used: {
      heading: 'To zaproszenie zostało już użyte',
      text: 'Każdy adres dodaje Lookfor do jednej platformy, jeden raz. Poproś osoby prowadzące Lookfor o kolejny.',
    },
    invitation_expired: {
      heading: 'To zaproszenie wygasło',
      text: 'Poproś osoby prowadzące Lookfor o nowe.',
    },
    invitation_busy: {
      heading: 'Lookfor jest właśnie dodawany',
      text: 'Ten sam adres wysłano w innym oknie. Odczekaj dwie minuty i sprawdź, czy Lookfor już jest.',
    },
    not_from_lms: {
      heading: 'Wklej ten adres na swojej platformie',
      text: 'W samej przeglądarce nic nie robi. Tam, gdzie platforma rejestruje narzędzia zewnętrzne (LTI Advantage, rejestracja dynamiczna), pyta o adres: właśnie ten.',
    },
    address_refused: {
      heading: 'Adresu Twojej platformy nie wolno wywołać',
      text: 'Lookfor wywołuje tylko publiczne adresy z https. Dla platformy we własnej sieci osoby prowadzące Lookfor mogą zrobić wyjątek.',
    },
    lms_silent: {
      heading: 'Platforma nie odpowiedziała',
      text: 'Lookfor zapytał o jej konfigurację i nie dostał użytecznej odpowiedzi. Nic nie zostało dodane; zacznij na platformie od nowa.',
    },
    configuration_unusable: {
      heading: 'Konfiguracji platformy nie da się użyć',
      text: 'Czegoś w niej brakuje albo coś nie pasuje do LTI Advantage. Nic nie zostało dodane.',
    },
    issuer_differs: {
      heading: 'Platforma przedstawia się innym adresem',
      text: 'Nazwa w konfiguracji leży na innym hoście niż sama konfiguracja. Nic nie zostało dodane, bo w ten sposób każdy mógłby podać się za Twoją platformę.',
    },
    issuer_not_invited: {
      heading: 'To zaproszenie jest dla innej platformy',
      text: 'Wskazuje jedną platformę, a to jest inna. Nic nie zostało dodane.',
    },
    already_registered: {
      heading: 'Ta platforma jest już znana',
      text: 'Nadała Lookfor nazwę, która jest tu już zarejestrowana. Nic nie zostało zmienione.',
    },
    page_outdated: {
      heading: 'Ta strona była otwarta zbyt długo',
      text: 'Nic nie zostało dodane. Zacznij na platformie od nowa, z tym samym adresem.',
    },
    lms_refused: {
      heading: 'Platforma nie przyjęła Lookfor',
      text: 'Zaproszenie nie zostało zużyte. Zacznij na platformie od nowa, z tym samym adresem; poniżej jest to, co odpowiedziała.',
    },
    too_many: {
      heading: 'Zbyt wiele prób naraz',
      text: 'Odczekaj minutę, potem zacznij na platformie od nowa.',
    },
  },
  detail: 'Dla osób opiekujących się platformą',
  byHand: {
    heading: 'Ręczna rejestracja Lookfor',
    intro:
      'Wpisz te adresy na swojej platformie. Potem prześlij jej issuer, client id, deployment id i adresy osobom prowadzącym Lookfor.',
    launchUrl: 'Adres narzędzia',
    loginUrl: 'Adres rozpoczynający logowanie',
    redirectUrl: 'Adres przekierowania',
    keySetUrl: 'Zestaw kluczy publicznych',
    choiceUrl: 'Wybór treści (deep linking)',
    canvasUrl: 'Canvas: klucz z tego adresu',
    custom:
      'Parametry niestandardowe: dzięki nim kopie kursów znajdują swoje zadania, a grupy są znane',
    afterwards: 'Szybciej jest z zaproszeniem: platforma wypełnia wtedy wszystko sama.',
  },
};
