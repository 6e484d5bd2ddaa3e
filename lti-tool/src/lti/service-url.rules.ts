/**
 * The address below a line item. Moodle's line items carry a query (`…/lineitem?type_id=2`), so
 * the tail belongs to the path.
 */
export function agsSubUrl(
  lineItemUrl: string,
  tail: 'scores' | 'results',
  query: Readonly<Record<string, string>> = {},
): string {
  const url = new URL(lineItemUrl);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${tail}`;
  return withQuery(url.href, query);
}

/** An address with more parameters; those it has stay. */
export function withQuery(address: string, query: Readonly<Record<string, string>>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

/** Whether two addresses are of the same line item: by origin and path, not by query. */
export function isSameLineItem(one: string, other: string): boolean {
  if (!URL.canParse(one) || !URL.canParse(other)) return one === other;
  const [left, right] = [new URL(one), new URL(other)];
  return left.origin === right.origin && trimmed(left.pathname) === trimmed(right.pathname);
}

function trimmed(path: string): string {
  return path.replace(/\/+$/, '');
}

/**
 * The next page that a `Link` header names, if any: names in any case, several relations in one
 * value, relative addresses, and Moodle's typographic quotes and `&amp;` in addresses.
 * @param header as Node gives it: bytes read as Latin-1.
 */
export function nextLink(header: string | null | undefined, base: string): string | null {
  for (const match of (header ?? '').matchAll(/<([^>]*)>((?:\s*;\s*[^,;]+)*)/g)) {
    const [, address = '', parameters = ''] = match;
    const decoded = Buffer.from(parameters, 'latin1').toString('utf8');
    const relation = /;\s*rel\s*=\s*["'\u201C\u201D]*([^"'\u201C\u201D;,]*)/i.exec(decoded)?.[1];
    const names = relation?.toLowerCase().trim().split(/\s+/) ?? [];
    const target = address.trim().replaceAll('&amp;', '&');
    if (names.includes('next') && URL.canParse(target, base)) return new URL(target, base).href;
  }
  return null;
}
