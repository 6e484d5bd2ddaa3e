import type { LaunchWords } from '../launch-words.ts';

/** Italian. */
export const ITALIAN: LaunchWords = {
  opening: 'Apertura di Lookfor',
  slow: {
    text: 'Ci vuole più del solito. Controlla la connessione; nulla è andato perso.',
    again: 'Riprova',
  },
  checks: {
    identity: 'La piattaforma comunica chi sei',
    browser: 'Controllo che il browser sia lo stesso',
    task: 'Apertura del compito',
  },
  atMost: 'Tre secondi al massimo, poi compare un pulsante.',
  ownWindow: {
    heading: 'Lookfor si apre in una finestra a parte',
    text: 'Il browser impedisce a questo riquadro di ricordare che sei tu. In una finestra a parte tutto funziona come al solito, e il corso resta aperto qui.',
    open: 'Apri in una nuova finestra',
    continueHere: 'Continua in questo riquadro',
    openedHeading: 'Lookfor è aperto in una finestra a parte',
    openedText:
      'Il tuo corso resta aperto qui. Se hai chiuso quella finestra, ricarica questa pagina del corso e premi di nuovo il link.',
  },
  accountFine: 'Il tuo account è a posto.',
  backToCourse: 'Torna al corso',
  workIsSafe: ['Il tuo lavoro è al sicuro:', 'Lookfor salva mentre scrivi.'],
  again: ['Ricarica la pagina del corso.', 'Premi di nuovo il collegamento a Lookfor.'],
  allowCookies: 'Se rivedi questa pagina, consenti i cookie di Lookfor nel browser.',
  helpDesk: 'Per l’assistenza',
  stillHere: 'Ancora qui? Comunica all’assistenza',
  copy: 'Copia',
  copied: 'Copiato',
  problems: {
    launch_expired: {
      heading: 'Questo collegamento è scaduto',
      text: 'La pagina della piattaforma è rimasta aperta per più di dieci minuti.',
    },
    launch_used: {
      heading: 'Questo collegamento è già stato usato',
      text: 'Ogni clic sul collegamento apre Lookfor una volta sola; ricaricare la pagina non lo ripete.',
    },
    launch_other_browser: {
      heading: 'Lookfor non ha riconosciuto il browser',
      text: 'Deve vedere che il collegamento è stato premuto proprio in questo browser, e non ci è riuscito. Perciò non è stato aperto nulla.',
    },
    launch_refused: {
      heading: 'Lookfor non ha potuto verificare il messaggio della piattaforma',
      text: 'La prova non corrisponde, perciò non è stato aperto nulla.',
    },
    launch_malformed: {
      heading: 'Il messaggio della piattaforma è incompleto',
      text: 'Manca qualcosa di cui Lookfor ha bisogno. Chi si occupa della piattaforma può rimediare.',
    },
    launch_unknown_platform: {
      heading: 'Lookfor non conosce questa piattaforma',
      text: 'Prima deve registrarla un amministratore. Il tuo account è a posto.',
    },
    launch_inactive: {
      heading: 'Lookfor è disattivato per questa piattaforma',
      text: 'L’amministratore di Lookfor può riattivarlo. Il tuo account è a posto.',
    },
    launch_pending: {
      heading: 'Lookfor non è ancora attivo per questa piattaforma',
      text: 'La piattaforma è registrata, ma chi gestisce Lookfor deve ancora attivarla. Il tuo account è a posto.',
    },
    launch_invalid_login: {
      heading: 'Il collegamento non è completo',
      text: 'Apri l’attività dalla sua pagina nel corso, non da un segnalibro o da un indirizzo copiato.',
    },
    launch_unknown_deployment: {
      heading: 'Lookfor qui non è ancora attivo',
      text: 'La piattaforma è nota, ma questo punto è nuovo. Chi gestisce Lookfor può attivarlo.',
    },
    launch_platform_error: {
      heading: 'La piattaforma non ha potuto autenticarti',
      text: 'Ha interrotto l’avvio prima di arrivare a Lookfor. Forse la tua sessione sulla piattaforma è finita: accedi di nuovo.',
    },
    launch_keys_unavailable: {
      heading: 'La piattaforma non risponde',
      text: 'Lookfor non ha potuto leggere le chiavi con cui controlla chi sei. Riprova tra qualche minuto.',
    },
    launch_unsupported: {
      heading: 'Lookfor non può aprire questo tipo di collegamento',
      text: 'La piattaforma ha chiesto qualcosa che Lookfor non fa. Apri l’attività dalla sua pagina nel corso.',
    },
    launch_anonymous: {
      heading: 'La piattaforma non ha detto chi sei',
      text: 'In Lookfor ogni lavoro appartiene a una persona, perciò si apre solo a chi ha effettuato l’accesso. Accedi alla piattaforma e apri di nuovo l’attività; se hai già effettuato l’accesso, chiedi a chi la amministra.',
    },
    launch_unknown_person: {
      heading: 'Lookfor non conosce ancora questa persona',
      text: 'La piattaforma ha chiesto il lavoro di qualcuno che non ha mai aperto Lookfor in questo corso, quindi non c’è nulla da mostrare.',
    },
    launch_no_work: {
      heading: 'Non è stato ancora consegnato nulla',
      text: 'Questa persona non ha ancora consegnato una narrazione per questa attività. Quando lo farà, il link nel registro dei voti la aprirà.',
    },
    too_many_requests: {
      heading: 'Troppi avvii in una volta',
      text: 'Attendi un minuto, poi premi di nuovo il collegamento a Lookfor.',
    },
    not_signed_in: {
      heading: 'Apri Lookfor dal tuo corso',
      text: 'Questa pagina è stata ricaricata, o aperta dal suo indirizzo.',
    },
    session_expired: {
      heading: 'Sei mancato per un po’',
      text: 'Per sicurezza Lookfor si è chiuso.',
    },
    unavailable: {
      heading: 'Lookfor si sta avviando o è molto occupato',
      text: 'Riprova tra un momento.',
    },
    internal: {
      heading: 'Lookfor non è riuscito ad aprire',
      text: 'Qualcosa è andato storto da parte nostra. Riprova tra un momento.',
    },
  },
  forTeachers: {
    heading: 'Questa pagina è per chi insegna nel corso',
    text: (course, role) => [
      `In ${course} il tuo ruolo è `,
      role,
      '. Puoi leggere che cosa chiedono i compiti; i voti e i lavori degli studenti restano chiusi.',
    ],
    thisCourse: 'questo corso',
    advice:
      'Se qui insegni o valuti, chiedi al docente del corso di cambiare il tuo ruolo nella piattaforma o di nominarti valutatore in Lookfor.',
  },
  roles: {
    lecturer: 'docente',
    student: 'studente',
    assessor: 'valutatore',
    facilitator: 'facilitatore',
    practitioner: 'professionista',
    administrator: 'amministratore',
    observer: 'osservatore',
  },
};
