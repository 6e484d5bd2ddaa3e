import './page.css';
import type { Boot } from '#contract/launch';
import { createApi } from '#elements/kit/api';
import { setLocale } from '#elements/kit/locale';
import { LookforApp } from './lookfor-app.ts';

/** Begins the page of a launch: reads what the server left in it and shows the app. */
async function begin(): Promise<void> {
  const holder = document.getElementById('lookfor-boot');
  if (!holder) throw new Error('The page of a launch carries no boot data.');
  // Our own server wrote it; it is not checked twice.
  const boot = JSON.parse(holder.textContent) as Boot;
  // The token lives in memory from here on.
  holder.remove();
  // A reload would send the launch once more, and a launch works once.
  if (boot.resumePath) history.replaceState(null, '', boot.resumePath);

  // English must not keep the page shut when a language cannot be loaded.
  await setLocale(boot.locale).catch(() => undefined);
  const app = new LookforApp();
  app.boot = boot;
  app.api = createApi({ boot });
  document.getElementById('lookfor-opening')?.remove();
  document.body.append(app);
}

void begin();
