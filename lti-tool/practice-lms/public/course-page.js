// The course page refreshes its lists by itself, also when something was chosen from a tool.
import { onChosen } from './chooser.js';

const LOOK_AGAIN_MS = 3000;
const news = document.querySelector('#news');
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

onChosen((message) => {
  news.textContent = message;
  void lookAgain();
});

setInterval(() => {
  if (document.visibilityState === 'visible') void lookAgain();
}, LOOK_AGAIN_MS);
