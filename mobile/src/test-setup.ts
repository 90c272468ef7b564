import { afterEach, beforeEach, expect, vi } from 'vitest';

// What jsdom lacks.
class NoObserver {
  observe = vi.fn();
  unobserve = vi.fn();
  disconnect = vi.fn();
}

vi.stubGlobal('ResizeObserver', NoObserver);
vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
Element.prototype.scrollTo = vi.fn();

// Angular only prints what goes wrong after rendering: here it is a failure.
const errors = vi.spyOn(console, 'error');
beforeEach(() => void errors.mockClear());
afterEach(() => expect(errors.mock.calls).toEqual([]));
