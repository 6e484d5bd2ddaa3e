import { defineConfig } from 'vite';
import { contractFacts } from './contract-facts.ts';
import { sampleMedia } from './gallery/sample-media.ts';
import { plainCss } from './plain-css.ts';

/** One build for the browser: `dist/web` with a manifest, no inline script, nothing evaluated. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  publicDir: false,
  plugins: [contractFacts(), plainCss(), sampleMedia()],
  // The gallery loads exhibits on demand; what they need is prepared before the first is opened.
  optimizeDeps: { entries: ['index.ts', '*/*.ts'] },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    sourcemap: true,
    // Fonts and pictures stay files: the page's policy allows no data: addresses.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: {
        app: 'app/main.ts',
        launch: 'launch/launch-page.ts',
        operator: 'operator/operator-page.ts',
        elements: 'index.ts',
      },
      // A page that uses elements alone must keep what the entry exports.
      preserveEntrySignatures: 'exports-only',
      output: {
        codeSplitting: {
          groups: [
            {
              // What most pages need comes in one file instead of in twenty small ones.
              name: 'kit',
              // Not what a student does without until the page can be used, though many pages share it.
              test: /node_modules[\\/](?:lit|@lit|lit-html|lit-element|idb)[\\/]|web-components[\\/]kit[\\/](?!(?:dialog|kept-draft|question)\.)|lti-tool[\\/]contract[\\/][^\\/]+\.ts$/,
              minShareCount: 6,
            },
          ],
        },
      },
    },
  },
});
