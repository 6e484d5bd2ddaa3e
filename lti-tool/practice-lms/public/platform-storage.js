// Plays the platform's side of 1EdTech's window messages: storage for the sign-in of tools (values
// belong to the origin that put them, and live as long as this page), the height of the frame and
// its place in sight.
const LONGEST_VALUE = 4096;
const MOST_KEYS = 500;

/** origin → key → value */
const stored = new Map();

function storageState() {
  return document.body.dataset.storage;
}

function isToolOrigin(origin) {
  return (document.body.dataset.toolOrigins ?? '').split(' ').includes(origin);
}

function failure(code, message) {
  return { error: { code, message } };
}

function putData({ key, value }, values) {
  if (value === null || value === undefined || value === '') {
    values.delete(key);
    return { key, value: null };
  }
  if (typeof value !== 'string') return failure('bad_request', 'value must be a string');
  if (value.length > LONGEST_VALUE || (!values.has(key) && values.size >= MOST_KEYS)) {
    return failure('storage_exhaustion', 'There is no room for this value.');
  }
  values.set(key, value);
  return { key, value };
}

function answerStorage(message, origin) {
  if (!isToolOrigin(origin)) {
    return failure('wrong_origin', 'This origin belongs to no tool that is registered here.');
  }
  if (typeof message.key !== 'string' || message.key === '') {
    return failure('bad_request', 'key is missing.');
  }
  const values = stored.get(origin) ?? new Map();
  stored.set(origin, values);
  if (message.subject.endsWith('lti.put_data')) return putData(message, values);
  return { key: message.key, value: values.get(message.key) ?? null };
}

function answerCapabilities() {
  const { storageFrame } = document.body.dataset;
  const place = storageFrame === '_parent' ? {} : { frame: storageFrame };
  const storage =
    storageState() === 'on'
      ? [
          { subject: 'lti.put_data', ...place },
          { subject: 'lti.get_data', ...place },
        ]
      : [];
  return {
    supported_messages: [
      { subject: 'lti.capabilities' },
      ...storage,
      { subject: 'lti.frameResize' },
    ],
  };
}

function frameOf(source) {
  return [...document.querySelectorAll('iframe')].find((frame) => frame.contentWindow === source);
}

function resizeFrame({ height }, source) {
  const frame = frameOf(source);
  const pixels = typeof height === 'string' ? Number.parseFloat(height) : height;
  if (!frame || !Number.isFinite(pixels) || pixels < 1) {
    return failure('bad_request', 'height must be a number of pixels.');
  }
  frame.style.height = `${Math.min(Math.round(pixels), 10000)}px`;
  return {};
}

/** Frame control may come as a JSON text, storage only as an object. */
function readMessage(data) {
  if (typeof data === 'object') return { message: data, wasText: false };
  try {
    return { message: JSON.parse(data), wasText: true };
  } catch {
    return { message: null, wasText: true };
  }
}

/**
 * The subject without the prefix of older implementations; nothing when it is not spoken here. Some
 * know the storage by its old subjects alone; the frame never had others.
 */
function plainSubject(subject) {
  const { prefix = '', prefixOnly } = document.body.dataset;
  if (prefix !== '' && subject.startsWith(prefix)) return subject.slice(prefix.length);
  const isOfFrame = subject === 'lti.frameResize' || subject === 'lti.scrollToTop';
  return prefixOnly === '1' && !isOfFrame ? undefined : subject;
}

function answerTo(message, event, wasText) {
  const { frameMessages, storageFrame, scrollsToTop } = document.body.dataset;
  switch (plainSubject(message.subject)) {
    case 'lti.capabilities':
      return storageState() === 'silent' ? undefined : answerCapabilities();
    case 'lti.put_data':
    case 'lti.get_data':
      if (wasText || storageState() !== 'on' || storageFrame !== '_parent') return undefined;
      return typeof message.message_id === 'string'
        ? answerStorage(message, event.origin)
        : failure('bad_request', 'message_id is missing.');
    case 'lti.frameResize':
      if (frameMessages === 'none' || (frameMessages === 'text' && !wasText)) return undefined;
      return resizeFrame(message, event.source);
    case 'lti.scrollToTop':
      if (scrollsToTop !== '1') return undefined;
      frameOf(event.source)?.scrollIntoView({ block: 'start' });
      return {};
    default:
      return undefined;
  }
}

window.addEventListener('message', (event) => {
  if (event.origin === window.location.origin || event.origin === 'null' || !event.source) return;
  const { message, wasText } = readMessage(event.data);
  if (message === null || typeof message?.subject !== 'string') return;
  const answer = answerTo(message, event, wasText);
  if (answer === undefined) return;
  const response = {
    subject: `${message.subject}.response`,
    message_id: message.message_id,
    ...answer,
  };
  event.source.postMessage(response, event.origin);
});
