import { ar } from './ar';
import { en } from './en';
import { es } from './es';
import { sv } from './sv';

const places = (text: unknown): string[] => [...new Set([...JSON.stringify(text).matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))].sort();

describe.each([['sv', sv], ['es', es], ['ar', ar]] as const)('the catalogue %s', (_, catalogue) => {
  it('says all that the English one says, and no more', () => {
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(en).sort());
  });

  it('has the same places for values', () => {
    for (const [key, text] of Object.entries(en)) expect([key, places(catalogue[key as keyof typeof en])]).toEqual([key, places(text)]);
  });

  it('is translated', () => {
    const same = Object.entries(en).filter(([key, text]) => JSON.stringify(catalogue[key as keyof typeof en]) === JSON.stringify(text));

    expect(same.map(([key]) => key)).toEqual([]);
  });
});

it('Arabic has all six plural forms where a number is counted', () => {
  const counted = Object.values(ar).filter((text) => typeof text !== 'string' && Object.keys(text).length > 2);

  for (const text of counted) expect(Object.keys(text).sort()).toEqual(['few', 'many', 'one', 'other', 'two', 'zero']);
});
