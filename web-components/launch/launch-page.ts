import './launch-page.css';
import type { LaunchFacts } from '#contract/launch';
import { offerCopy } from './copy-reference.ts';
import { open } from './opening.ts';
import { prove } from './proving.ts';
import { closeInPlatform } from './registered.ts';

/** Begins a page before the app: reads what the server left in it and does its step. */
function begin(): void {
  const holder = document.getElementById('lookfor-launch');
  if (!holder) return;
  // Our own server wrote it; it is not checked twice.
  const facts = JSON.parse(holder.textContent) as LaunchFacts;
  switch (facts.step) {
    case 'opening':
      void open(facts);
      break;
    case 'proving':
      void prove(facts);
      break;
    case 'problem':
      offerCopy(facts.copied);
      break;
    case 'agreement':
      break;
    case 'registered':
      closeInPlatform(facts.atOnce);
      break;
  }
}

begin();
