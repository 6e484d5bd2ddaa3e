import type { Plugin } from 'vite';

/** A style sheet in a source file: what stands between css` and the next backtick. */
const SHEET = /(?<=\bcss`)(?:[^`\\]|\\.)*(?=`)/gs;

/**
 * Takes out of the styles of elements what only a reader of their source needs: comments and
 * indentation. A bundler leaves template literals as they are, and a browser would fetch both.
 */
export function plainCss(): Plugin {
  return {
    name: 'lookfor-plain-css',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /\/web-components\/.*\.ts$/, code: 'css`' },
      handler(code) {
        // Every line stays where it is, so the map of the file holds.
        return { code: withPlainCss(code), map: null };
      },
    },
  };
}

/** A source file with its style sheets without comments and indentation, line by line as before. */
export function withPlainCss(source: string): string {
  return source.replace(SHEET, (sheet) =>
    sheet
      .replace(/\/\*.*?\*\//gs, (comment) => comment.replace(/[^\n]/g, ''))
      .replace(/^[ \t]+|[ \t]+$/gm, ''),
  );
}
