import { backOff, Problem } from './problem';
import { linkify } from './linkify';
import { mayLoad, isWebAddress } from './origins';
import { within } from './picture';
import { ink } from './theme';
import { draw } from '../shared/qr-code';
import { frameOf } from '../pages/connect/message/frame';

describe('linkify', () => {
  it('finds addresses and numbers, and leaves the full stop outside', () => {
    const pieces = linkify('See https://a.example/x?y=1. Write to b@c.example or call +46 8 123 45 67.');

    expect(pieces.filter(({ href }) => href)).toEqual([
      { text: 'https://a.example/x?y=1', href: 'https://a.example/x?y=1' },
      { text: 'b@c.example', href: 'mailto:b@c.example' },
      { text: '+46 8 123 45 67', href: 'tel:+4681234567' },
    ]);
  });

  it('never makes a link of anything but web, mail and telephone', () => {
    expect(linkify('javascript:alert(1) data:text/html,x <a href="x">')).toEqual([{ text: 'javascript:alert(1) data:text/html,x <a href="x">' }]);
  });

  it('keeps every letter of the text', () => {
    const text = 'a https://b.example c 12-34 d';

    expect(linkify(text).map((piece) => piece.text).join('')).toBe(text);
  });
});

describe('a pause', () => {
  it('doubles with each failure up to half a minute', () => {
    expect([1, 2, 3, 9].map((failures) => backOff(failures, null, 1))).toEqual([1000, 2000, 4000, 30_000]);
  });

  it('is never shorter than the server asks', () => {
    expect(backOff(1, new Problem(429, '', 9000), 0)).toBe(9000);
  });
});

describe('origins', () => {
  it('are those of the app and of the media', () => {
    const settings = { mediaOrigins: ['https://media.example'] };

    expect(mayLoad('https://media.example/a.png', settings)).toBe(true);
    expect(mayLoad('assets/a.png', settings)).toBe(true);
    expect(mayLoad('https://media.example.evil/a.png', settings)).toBe(false);
    expect(mayLoad('javascript:alert(1)', settings)).toBe(false);
  });

  it('of links are those of the web', () => {
    expect(['https://a.example', 'javascript:x', 'not one'].map(isWebAddress)).toEqual([true, false, false]);
  });
});

describe('pictures', () => {
  it('shrink to the longest side and never grow', () => {
    expect(within({ width: 4000, height: 3000 }, 1920)).toEqual({ width: 1920, height: 1440 });
    expect(within({ width: 40, height: 30 }, 1920)).toEqual({ width: 40, height: 30 });
  });

  it('have their place kept in a shape that is neither too long nor too high', () => {
    expect(frameOf({ width: 100, height: 1000 })).toBe(4 / 5);
    expect(frameOf({ width: 1000, height: 100 })).toBe(16 / 9);
    expect(frameOf({})).toBe(4 / 3);
  });
});

describe('colours', () => {
  it('carry black or white, whichever reads better', () => {
    expect([ink([31, 107, 91]), ink([127, 214, 189])]).toEqual(['#ffffff', '#0b1512']);
  });
});

describe('a QR code', () => {
  it('has four modules of white on each side', () => {
    expect(draw('a')).toMatchObject({ size: 21 + 8 });
  });

  it('is left out when the text is too long', () => {
    expect(draw('x'.repeat(5000))).toBeNull();
  });
});
