import type { LaunchWords } from '../launch-words.ts';

/** French. */
export const FRENCH: LaunchWords = {
  opening: 'Ouverture de Lookfor',
  slow: {
    text: 'Cela prend plus de temps que d’habitude. Vérifiez votre connexion ; rien n’est perdu.',
    again: 'Réessayer',
  },
  checks: {
    identity: 'La plateforme indique qui vous êtes',
    browser: 'Vérification que le navigateur est le même',
    task: 'Ouverture de votre tâche',
  },
  atMost: 'Trois secondes au plus, puis un bouton apparaît.',
  ownWindow: {
    heading: 'Lookfor s’ouvre dans sa propre fenêtre',
    text: 'Votre navigateur empêche ce cadre de se souvenir que c’est vous. Dans une fenêtre à part, tout fonctionne comme d’habitude, et votre cours reste ouvert ici.',
    open: 'Ouvrir dans une nouvelle fenêtre',
    continueHere: 'Continuer dans ce cadre',
    openedHeading: 'Lookfor est ouvert dans sa propre fenêtre',
    openedText:
      'Votre cours reste ouvert ici. Si vous avez fermé cette fenêtre, rechargez cette page du cours et appuyez de nouveau sur le lien.',
  },
  accountFine: 'Votre compte n’est pas en cause.',
  backToCourse: 'Retour au cours',
  workIsSafe: ['Votre travail est en sécurité :', 'Lookfor enregistre à mesure que vous écrivez.'],
  again: ['Rechargez la page de votre cours.', 'Cliquez encore une fois sur le lien vers Lookfor.'],
  allowCookies: 'Si cette page revient, autorisez les cookies de Lookfor dans votre navigateur.',
  helpDesk: 'Pour l’assistance',
  stillHere: 'Toujours ici ? Donnez à l’assistance',
  copy: 'Copier',
  copied: 'Copié',
  problems: {
    launch_expired: {
      heading: 'Ce lien a expiré',
      text: 'La page de la plateforme est restée ouverte plus de dix minutes.',
    },
    launch_used: {
      heading: 'Ce lien a déjà servi',
      text: 'Chaque clic sur le lien ouvre Lookfor une seule fois ; recharger la page ne le répète pas.',
    },
    launch_other_browser: {
      heading: 'Lookfor n’a pas reconnu votre navigateur',
      text: 'Il doit voir que le lien a été ouvert dans ce navigateur précis, et il n’a pas pu. Rien n’a donc été ouvert.',
    },
    launch_refused: {
      heading: 'Lookfor n’a pas pu vérifier le message de la plateforme',
      text: 'La preuve ne correspond pas, rien n’a donc été ouvert.',
    },
    launch_malformed: {
      heading: 'Le message de la plateforme est incomplet',
      text: 'Il y manque quelque chose dont Lookfor a besoin. Les responsables de la plateforme peuvent y remédier.',
    },
    launch_unknown_platform: {
      heading: 'Lookfor ne connaît pas cette plateforme',
      text: 'Un administrateur doit d’abord l’enregistrer. Votre compte n’est pas en cause.',
    },
    launch_inactive: {
      heading: 'Lookfor est désactivé pour cette plateforme',
      text: 'L’administrateur de Lookfor peut le réactiver. Votre compte n’est pas en cause.',
    },
    launch_pending: {
      heading: 'Lookfor n’est pas encore activé pour cette plateforme',
      text: 'Elle est enregistrée, mais les responsables de Lookfor doivent encore l’activer. Votre compte n’est pas en cause.',
    },
    launch_invalid_login: {
      heading: 'Ce lien n’est pas complet',
      text: 'Ouvrez l’activité depuis sa page dans le cours, et non depuis un signet ou une adresse copiée.',
    },
    launch_unknown_deployment: {
      heading: 'Lookfor n’est pas encore activé ici',
      text: 'La plateforme est connue, mais cet emplacement est nouveau. Les responsables de Lookfor peuvent l’activer.',
    },
    launch_platform_error: {
      heading: 'La plateforme n’a pas pu vous connecter',
      text: 'Elle a interrompu l’ouverture avant Lookfor. Votre session y est peut-être terminée : connectez-vous de nouveau.',
    },
    launch_keys_unavailable: {
      heading: 'La plateforme ne répond pas',
      text: 'Lookfor n’a pas pu obtenir les clés avec lesquelles il vérifie qui vous êtes. Réessayez dans quelques minutes.',
    },
    launch_unsupported: {
      heading: 'Lookfor ne peut pas ouvrir ce type de lien',
      text: 'La plateforme a demandé quelque chose que Lookfor ne fait pas. Ouvrez l’activité depuis sa page dans le cours.',
    },
    launch_anonymous: {
      heading: 'La plateforme n’a pas dit qui vous êtes',
      text: 'Dans Lookfor, tout travail appartient à une personne ; il ne s’ouvre donc qu’aux personnes connectées. Connectez-vous à votre plateforme et ouvrez de nouveau l’activité ; si vous êtes déjà connecté(e), demandez à qui l’administre.',
    },
    launch_unknown_person: {
      heading: 'Lookfor ne connaît pas encore cette personne',
      text: 'Votre plateforme a demandé le travail de quelqu’un qui n’a jamais ouvert Lookfor dans ce cours ; il n’y a donc rien à montrer.',
    },
    launch_no_work: {
      heading: 'Rien n’a encore été remis',
      text: 'Cette personne n’a pas encore remis de narration pour cette tâche. Dès que ce sera fait, le lien du carnet de notes l’ouvrira.',
    },
    too_many_requests: {
      heading: 'Trop d’ouvertures à la fois',
      text: 'Attendez une minute, puis cliquez encore une fois sur le lien vers Lookfor.',
    },
    not_signed_in: {
      heading: 'Ouvrez Lookfor depuis votre cours',
      text: 'Cette page a été rechargée, ou ouverte par son adresse.',
    },
    session_expired: {
      heading: 'Vous vous êtes absenté un moment',
      text: 'Par sécurité, Lookfor s’est fermé.',
    },
    unavailable: {
      heading: 'Lookfor démarre ou est très sollicité',
      text: 'Réessayez dans un instant.',
    },
    internal: {
      heading: 'Lookfor n’a pas pu ouvrir cette page',
      text: 'Un problème est survenu de notre côté. Réessayez dans un instant.',
    },
  },
  forTeachers: {
    heading: 'Cette page est réservée à l’équipe enseignante',
    text: (course, role) => [
      `Dans ${course}, votre rôle est `,
      role,
      '. Vous pouvez lire ce que demandent les tâches ; les notes et les travaux restent fermés.',
    ],
    thisCourse: 'ce cours',
    advice:
      'Si vous enseignez ou évaluez ici, demandez à l’enseignant du cours de changer votre rôle dans la plateforme ou de vous nommer évaluateur dans Lookfor.',
  },
  roles: {
    lecturer: 'enseignant',
    student: 'étudiant',
    assessor: 'évaluateur',
    facilitator: 'facilitateur',
    practitioner: 'professionnel',
    administrator: 'administrateur',
    observer: 'observateur',
  },
};
