import type { RegistrationWords } from '../registration-words.ts';

/** English, the source of the other languages. */
export const ENGLISH: RegistrationWords = {
  tool: {
    description:
      'Exemplar clips, guided observation and pedagogical narration for the education of teachers.',
    chooseLabel: 'Choose or make a task',
  },
  heading: (name) => `Add Lookfor to ${name}`,
  intro: 'This is what Lookfor asks of your LMS, and why. Nothing is added before you agree.',
  issuer: 'Your LMS calls itself',
  asks: 'What Lookfor asks for',
  messages: {
    open: { what: 'Open from a link in a course', why: 'Students and lecturers come in this way.' },
    choose: {
      what: 'Choose what a link shows',
      why: 'Lecturers pick a task or a clip while they edit their course.',
    },
    review: {
      what: 'Open one student’s work from the gradebook',
      why: 'Assessors land on the narration; students on their own feedback.',
    },
  },
  scopes: {
    lineItem: {
      what: 'Columns in the gradebook',
      why: 'Each marked task has one, with its points. Lookfor changes no other column.',
    },
    score: { what: 'Send marks', why: 'Only when a lecturer releases them.' },
    result: {
      what: 'Read back what the gradebook holds',
      why: 'To show whether each mark arrived.',
    },
    roster: {
      what: 'The list of people in a course',
      why: 'Assessors can be named, and who has not begun yet can be seen.',
    },
    groups: {
      what: 'The groups of a course',
      why: 'So that work and marking can be divided by group.',
    },
    notices: {
      what: 'Word that a course was copied',
      why: 'So that the copy finds its tasks, and nobody has to look for them.',
    },
  },
  without: {
    lineItem: 'Columns have to be made in the LMS.',
    score: 'Marks stay in Lookfor.',
    result: 'Whether marks arrived cannot be checked.',
    roster: 'Only people who have opened Lookfor are known.',
    groups: 'Groups of the LMS are not known.',
    notices: 'Copied courses are recognised only when somebody opens them.',
  },
  person: {
    what: 'Names, e-mail addresses and languages of people',
    why: 'So that lecturers know whose work they read. Without them people have pseudonyms.',
  },
  notOffered: 'Your LMS does not offer this.',
  agree: 'Add Lookfor',
  next: {
    active: 'Afterwards it can be used at once.',
    pending: 'Afterwards those who run Lookfor look at it and switch it on.',
  },
  done: {
    heading: 'Lookfor is added',
    active: 'It can be used in courses now. Perhaps your LMS wants you to switch it on there, too.',
    pending:
      'Those who run Lookfor have still to switch it on; until then its links say so. Perhaps your LMS wants you to switch it on there, too.',
    notGranted: 'Your LMS did not grant:',
    close: 'Close',
    mayClose: 'You can close this window.',
  },
  refusals: {
    invitation_unknown: {
      heading: 'This is not an invitation',
      text: 'The address is not complete, or it was taken back. Ask those who run Lookfor for a new one.',
    },
    invitation_used: {
      heading: 'This invitation was used already',
      text: 'Each address adds Lookfor to one LMS, once. Ask those who run Lookfor for another one.',
    },
    invitation_expired: {
      heading: 'This invitation has expired',
      text: 'Ask those who run Lookfor for a new one.',
    },
    invitation_busy: {
      heading: 'Lookfor is being added at this moment',
      text: 'The same address was sent off in another window. Wait two minutes, then look whether Lookfor is there.',
    },
    not_from_lms: {
      heading: 'Paste this address into your LMS',
      text: 'It does nothing in a browser alone. Where your LMS registers external tools (LTI Advantage, dynamic registration), it asks for an address: this one.',
    },
    address_refused: {
      heading: 'An address of your LMS may not be called',
      text: 'Lookfor calls only public addresses with https. For an LMS inside your own network those who run Lookfor can make an exception.',
    },
    lms_silent: {
      heading: 'Your LMS did not answer',
      text: 'Lookfor asked it for its configuration and got no usable answer. Nothing was added; begin again in the LMS.',
    },
    configuration_unusable: {
      heading: 'The configuration of your LMS cannot be used',
      text: 'Something in it is missing or does not fit LTI Advantage. Nothing was added.',
    },
    issuer_differs: {
      heading: 'Your LMS calls itself by another address',
      text: 'The name in its configuration lies on another host than the configuration. Nothing was added, because anybody could claim to be your LMS in this way.',
    },
    issuer_not_invited: {
      heading: 'This invitation is for another LMS',
      text: 'It names one LMS, and this is a different one. Nothing was added.',
    },
    already_registered: {
      heading: 'This LMS is known already',
      text: 'It gave Lookfor a name that is registered here. Nothing was changed.',
    },
    page_outdated: {
      heading: 'This page stood open too long',
      text: 'Nothing was added. Begin again in the LMS, with the same address.',
    },
    lms_refused: {
      heading: 'Your LMS did not accept Lookfor',
      text: 'The invitation was not used up. Begin again in the LMS, with the same address; below is what the LMS said.',
    },
    too_many: {
      heading: 'Too many tries at once',
      text: 'Wait a minute, then begin again in the LMS.',
    },
  },
  detail: 'For those who look after the LMS',
  byHand: {
    heading: 'Register Lookfor by hand',
    intro:
      'Enter these addresses in your LMS. Then send its issuer, client id, deployment id and addresses to those who run Lookfor.',
    launchUrl: 'Tool address',
    loginUrl: 'Address that begins a login',
    redirectUrl: 'Redirection address',
    keySetUrl: 'Public key set',
    choiceUrl: 'Content selection (deep linking)',
    canvasUrl: 'Canvas: developer key from this address',
    custom: 'Custom parameters, so that copied courses find their tasks and groups are known',
    afterwards: 'It is quicker with an invitation: your LMS then fills in everything by itself.',
  },
};
