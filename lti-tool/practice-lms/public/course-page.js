// The course page refreshes its lists by itself, and opens the choice of content in a dialog.
const LOOK_AGAIN_MS = 3000;
const news = document.querySelector('#news');
const chooser = document.querySelector('#chooser');
let newestMs = Date.now();

function replacePart(id, markup) {
  const part = document.getElementById(id);
  // What holds the focus is left alone, or a keyboard user would be thrown out.
  if (!part || part.dataset.markup === markup || part.contains(document.activeElement)) return;
  part.innerHTML = markup;
  part.dataset.markup = markup;
}

async function lookAgain() {
  try {
    const response = await fetch('/course/news');
    if (!response.ok) return;
    const { parts, newest } = await response.json();
    for (const [id, markup] of Object.entries(parts)) replacePart(id, markup);
    if (newest && newest.writtenMs > newestMs) {
      newestMs = newest.writtenMs;
      news.textContent = newest.words;
    }
  } catch {
    // The practice LMS is being restarted; the next look will find it again.
  }
}

function openChooser(link) {
  chooser.querySelector('iframe')?.remove();
  chooser.querySelector('h2').textContent = `Add from ${link.dataset.tool}`;
  const frame = document.createElement('iframe');
  frame.title = `Choose content from ${link.dataset.tool}`;
  frame.name = 'chooser';
  frame.allow = 'autoplay; fullscreen; microphone; camera; encrypted-media';
  frame.src = link.dataset.choose;
  chooser.append(frame);
  chooser.showModal();
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('[data-choose]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openChooser(link);
});

document.querySelector('#chooser-close')?.addEventListener('click', () => chooser.close());
chooser?.addEventListener('close', () => chooser.querySelector('iframe')?.remove());

window.addEventListener('message', (event) => {
  if (event.origin !== window.location.origin) return;
  if (event.data?.subject !== 'practice-lms.chosen') return;
  chooser.close();
  news.textContent = event.data.message;
  void lookAgain();
});

setInterval(() => {
  if (document.visibilityState === 'visible') void lookAgain();
}, LOOK_AGAIN_MS);
