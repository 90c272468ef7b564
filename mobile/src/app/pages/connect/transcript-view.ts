import { afterRenderEffect, Component, computed, DestroyRef, effect, type ElementRef, inject, input, signal, untracked, viewChild } from '@angular/core';
import { IonButton, IonIcon, IonSpinner } from '@ionic/angular';
import { ChatStore } from '../../core/chat-store';
import type { Row } from '../../core/timeline';
import { Times } from '../../core/times';
import { Say } from '../../core/words';
import { Announcer } from './announcer';
import { MessageRow } from './message/message-row';
import { Scroller } from './scroller';
import { around, AT_END, cut, down, pinned, type Span, up } from './span';

const NEAR_PX = 700;
const UNREAD = 'unread';

/**
 * The conversation, of which only a stretch around what is looked at is drawn. It follows the newest message while
 * the reader is there; otherwise the line that is read stays where it is, whatever comes or grows.
 */
@Component({
  selector: 'app-transcript',
  imports: [Announcer, IonButton, IonIcon, IonSpinner, MessageRow, Say],
  templateUrl: './transcript-view.html',
  styleUrl: './transcript-view.scss',
})
export class TranscriptView {
  private readonly times = inject(Times);
  private readonly frame = viewChild.required<ElementRef<HTMLElement>>('frame');
  private readonly list = viewChild.required<ElementRef<HTMLElement>>('list');
  private readonly span = signal<Span>(AT_END);
  private readonly lastSeen = signal(0);
  private scroller?: Scroller;
  private found?: string;
  private isAtMark = false;
  protected readonly chat = inject(ChatStore);

  readonly rows = input.required<readonly Row[]>();
  /** Whether somebody is looking: only then messages count as read. */
  readonly isWatched = input(false);
  /** The id of a message to go to. */
  readonly sought = input<string>();

  protected readonly stretch = computed(() => cut(this.rows(), this.span()));
  protected readonly newest = computed(() => this.chat.entries().findLast(({ seq }) => seq !== undefined)?.seq ?? 0);
  protected readonly newestOther = computed(() => this.chat.entries().findLast(({ author }) => author !== 'system'));
  /** The key of the last word, if it is the customer's and on its way: who speaks looks at what was said. */
  private readonly justSaid = computed(() => {
    const last = this.chat.entries().at(-1);
    return last?.isDraft && last.state !== 'failed' ? last.key : undefined;
  });
  protected readonly isAtEnd = signal(true);
  protected readonly newCount = computed(() =>
    this.isAtEnd() ? 0 : this.chat.entries().filter(({ author, seq = 0 }) => author !== 'customer' && seq > this.lastSeen()).length,
  );
  protected readonly openedAt = Date.now();

  constructor() {
    afterRenderEffect({
      earlyRead: () => {
        this.stretch();
        this.sought();
        untracked(() => this.settle());
      },
    });
    effect(() => {
      if (this.isAtEnd()) this.lastSeen.set(this.newest());
    });
    effect(() => {
      if (this.isWatched() && this.isAtEnd()) this.chat.read(this.newest());
    });
    effect(() => {
      if (this.justSaid()) untracked(() => this.toEnd());
    });
    effect(() => {
      if (!this.isWatched()) untracked(() => (this.isAtMark = false));
    });
    inject(DestroyRef).onDestroy(() => this.scroller?.stop());
  }

  protected dayOf(at: number): string {
    return this.times.dayOf(at);
  }

  protected toEnd(): void {
    this.span.set(AT_END);
    this.isAtEnd.set(true);
    this.scroller?.follow();
  }

  /** Called when the reader moves, and not for what the view does itself. */
  private moved(): void {
    const scroller = this.scroller;
    if (!scroller) return;
    const { hasBefore, hasAfter } = this.stretch();
    this.isAtEnd.set(!hasAfter && scroller.isAtEnd());
    if (scroller.above() < NEAR_PX) {
      if (hasBefore) this.span.update((span) => up(this.rows(), span));
      else if (this.chat.hasEarlier()) void this.chat.earlier().catch(() => undefined);
    }
    if (!this.isAtEnd()) this.span.update((span) => pinned(this.rows(), span));
    if (scroller.below() < NEAR_PX && hasAfter) this.span.update((span) => down(this.rows(), span));
    if (this.isWatched()) this.chat.read(scroller.seenUpTo());
  }

  /** After each change of what is drawn: keeps the place, or goes where it should be. */
  private settle(): void {
    this.scroller ??= new Scroller(this.frame().nativeElement, this.list().nativeElement, () => this.moved(), () => this.settle());
    if (!this.scroller.isShown()) return;
    const target = this.target();
    if (target) this.goTo(target);
    else this.scroller.keep();
    if (this.scroller.above() < NEAR_PX && (this.stretch().hasBefore || this.chat.hasEarlier())) this.moved();
  }

  /** The key of the row to go to: the message that is sought, else the mark of what is unread, each of them once. */
  private target(): string | undefined {
    const id = this.sought();
    if (id && id !== this.found) return this.keyOf(id);
    return !this.isAtMark && this.rows().some(({ key }) => key === UNREAD) ? UNREAD : undefined;
  }

  /** A message that is not known yet is looked for further back. */
  private keyOf(id: string): string | undefined {
    const row = this.rows().findLast((candidate) => candidate.kind === 'entry' && candidate.entry.id === id);
    if (!row && this.chat.hasEarlier()) void this.chat.earlier().catch(() => undefined);
    return row?.key;
  }

  private goTo(key: string): void {
    const element = this.list().nativeElement.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
    if (!element) {
      this.span.set(around(this.rows(), key));
      return;
    }
    this.isAtMark = true;
    if (key !== UNREAD) this.found = this.sought();
    if (key !== UNREAD) element.classList.add('sought');
    this.scroller?.show(element);
    this.moved();
  }
}
