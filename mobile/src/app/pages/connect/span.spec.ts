import { around, AT_END, cut, down, type Span, STEP, up } from './span';

const rows = Array.from({ length: 1000 }, (_, index) => ({ key: `r${index}` }));
const edges = (span: Span) => {
  const { rows: drawn } = cut(rows, span);
  return [drawn[0]?.key, drawn.at(-1)?.key, drawn.length];
};

describe('the stretch of rows that is drawn', () => {
  it('follows the newest', () => {
    expect(edges(AT_END)).toEqual(['r960', 'r999', 40]);
    expect(cut([...rows, { key: 'new' }], AT_END).rows.at(-1)?.key).toBe('new');
  });

  it('grows above and, once it is long, lets go below', () => {
    let span = AT_END;
    for (let turn = 0; turn < 20; turn++) span = up(rows, span);

    expect(edges(span)).toEqual([`r${960 - 20 * STEP}`, `r${960 - 20 * STEP + 119}`, 120]);
  });

  it('comes back down to the newest', () => {
    let span = AT_END;
    for (let turn = 0; turn < 20; turn++) span = up(rows, span);
    for (let turn = 0; turn < 40; turn++) span = down(rows, span);

    expect(span.end).toBeNull();
    expect(cut(rows, span).hasAfter).toBe(false);
  });

  it('holds its place when rows are added on both sides', () => {
    const span = around(rows, 'r500');
    const more = [{ key: 'older' }, ...rows, { key: 'newer' }];

    expect(cut(more, span).rows).toEqual(cut(rows, span).rows);
    expect(cut(rows, span).rows.map(({ key }) => key)).toContain('r500');
  });
});
