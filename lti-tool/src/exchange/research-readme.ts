import type { Research } from './archives.ts';

/** What can lie in a bundle, by how its path begins. */
const PARTS: readonly (readonly [start: string, words: string])[] = [
  ['manifest.json', '`manifest.json`: format version, purpose, what the task asked, counts.'],
  ['codebook.csv', '`codebook.csv`: tiers, codes and definitions, one code a row.'],
  ['codebook.json', '`codebook.json`, `codebook.ecv`: the same; the last is for ELAN.'],
  [
    'moments.csv',
    '`moments.csv`: every moment of everybody, one a row. Seconds count from the start of the clip; an\n  empty `end_seconds` is a point.',
  ],
  [
    'cases.csv',
    '`cases.csv`: what was said to be the same or different in two clips, and why; `cited` names moments\n  of the first and the second clip, in seconds.',
  ],
  [
    'observations/',
    '`observations/`: each observation as JSON, W3C Web Annotation (JSON-LD) and ELAN (EAF 3.0).',
  ],
  ['narrations/', '`narrations/`: each narration as text, and as JSON with its cited moments.'],
];

/** The README of a research bundle: what was asked, under which rules, and what lies in it. */
export function researchReadme(
  { taskTitle, purpose, clipPurposes, works, narrations, at }: Research,
  paths: readonly string[],
): string {
  const uses = clipPurposes.length > 0 ? clipPurposes.join(', ') : 'none recorded';
  const parts = PARTS.filter(([start]) => paths.some((path) => path.startsWith(start)));
  return `# ${taskTitle}

Made ${at} for this purpose: ${purpose}

Handed in: ${counted(works.length, 'observation')} and ${counted(narrations.length, 'narration')}.
Drafts and test persons are not in here.

## Pseudonyms

People are called \`P-…\`; a group that worked together has one pseudonym. The same person has the
same one in all bundles of this course. Names of the course's people were replaced in texts where
they stand as the LMS gives them; other names may remain: read before you share. Times at which
somebody worked are reduced to the day.

## The clip

The film is not in here. Uses to which everybody in it has agreed: ${uses}.${clipPurposes.includes('research') ? '' : ' Research is not among them.'} Words about children in the clip
fall under the same agreement.

## Files

${parts.map(([, words]) => `- ${words}`).join('\n')}

Fields that a format has no place for stand in its extension: \`lookfor_extension\` (tables),
\`lookfor:extension\` (JSON-LD), PROPERTY \`lookfor.mark.<id>\` (EAF). For each field they hold what is
read without them and what is exact; where a file was edited, the edit counts.
`;
}

function counted(count: number, noun: string): string {
  return `${count === 0 ? 'no' : count} ${noun}${count === 1 ? '' : 's'}`;
}
