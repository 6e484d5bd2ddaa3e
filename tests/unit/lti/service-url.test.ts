import { describe, expect, test } from 'vitest';
import { agsSubUrl, isSameLineItem, nextLink, withQuery } from '#server/lti/service-url.rules';

describe('below a line item', () => {
  test.each([
    [
      'https://lms.example/items/91/lineitem?type_id=3',
      'https://lms.example/items/91/lineitem/scores?type_id=3',
    ],
    ['https://lms.example/items/91', 'https://lms.example/items/91/scores'],
    ['https://lms.example/items/91/', 'https://lms.example/items/91/scores'],
    ['https://lms.example/items/9%201?a=%26&b', 'https://lms.example/items/9%201/scores?a=%26&b'],
  ])('%s', (lineItem, scores) => {
    expect(agsSubUrl(lineItem, 'scores')).toBe(scores);
  });

  test('results of one person, beside the query that is there', () => {
    expect(agsSubUrl('https://lms.example/1?type_id=3', 'results', { user_id: 'a b' })).toBe(
      'https://lms.example/1/results?type_id=3&user_id=a+b',
    );
  });

  test('a filter beside the query that is there', () => {
    expect(withQuery('https://lms.example/items?type_id=3', { tag: 'x' })).toBe(
      'https://lms.example/items?type_id=3&tag=x',
    );
  });

  test.each([
    ['https://lms.example/1?type_id=3', 'https://lms.example/1', true],
    ['https://lms.example/1/', 'https://lms.example/1', true],
    ['https://lms.example/1', 'https://lms.example/2', false],
    ['https://lms.example/1', 'https://other.example/1', false],
    ['not an address', 'not an address', true],
  ])('%s and %s', (one, other, isSame) => {
    expect(isSameLineItem(one, other)).toBe(isSame);
  });
});

describe('the next page', () => {
  const BASE = 'https://lms.example/a/members?x=1';
  const moodle = Buffer.from('<https://lms.example/l?a=1&amp;b=2>; rel=\u201Cnext\u201D').toString(
    'latin1',
  );
  test.each([
    ['<https://lms.example/2>; rel="next"', 'https://lms.example/2'],
    ['<https://lms.example/2>;rel=next', 'https://lms.example/2'],
    ['<https://lms.example/2>; REL="Next"', 'https://lms.example/2'],
    ['<https://lms.example/2>; title="x"; rel="last next"', 'https://lms.example/2'],
    [
      '<https://lms.example/d>; rel="differences", <https://lms.example/2>; rel="next"',
      'https://lms.example/2',
    ],
    ['<?page=2>; rel="next"', 'https://lms.example/a/members?page=2'],
    [moodle, 'https://lms.example/l?a=1&b=2'],
    ['<https://lms.example/2>; rel="prev"', null],
    ['<https://lms.example/2>; rel="nextish"', null],
    ['nonsense', null],
    ['', null],
    [undefined, null],
  ])('%s', (header, next) => {
    expect(nextLink(header, BASE)).toBe(next);
  });
});
