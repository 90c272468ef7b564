import { afterRenderEffect, Component, computed, DestroyRef, effect, type ElementRef, inject, input, signal, untracked, viewChild } from '@angular/core';
import { IonButton, IonIcon, IonSpinner } from '@ionic/angular';
import { ChatStore } from '../../core/chat-store';
import type { Row } from '../../core/timeline';
import { Times } from '../../core/times';
import { Say } from '../../core/words';
import { Announcer } from './announcer';
import { MessageRow } from './message/message-row';
import { Scroller } from './scroller';
import { around, AT_END, cut, down, type Span, up } from './span';

const NEAR_PX = 700;

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
  private sought_?: string;
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
  protected readonly isAtEnd = signal(true);
  protected readonly newCount = computed(() =>
    this.isAtEnd() ? 0 : this.chat.entries().filter(({ author, seq = 0 }) => author !== 'customer' && seq > this.lastSeen()).length,
  );
  protected readonly openedAt = Date.now();

  constructor() {
    afterRenderEffect({
      earlyRead: () => {
        this.stretch();
        untracked(() => this.settle());
      },
    });
    effect(() => {
      if (this.isAtEnd()) this.lastSeen.set(this.newest());
    });
    effect(() => {
      if (!this.isWatched()) return;
      if (this.isAtEnd()) void this.chat.read(this.newest());
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
    this.scroller?.follow(true);
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
    if (scroller.below() < NEAR_PX && hasAfter) this.span.update((span) => down(this.rows(), span));
    if (this.isWatched()) void this.chat.read(scroller.seenUpTo());
  }

  /** After each change of what is drawn: keeps the place, or goes where it should be. */
  private settle(): void {
    this.scroller ??= new Scroller(this.frame().nativeElement, this.list().nativeElement, () => this.moved());
    if (this.seek()) return;
    const mark = this.list().nativeElement.querySelector<HTMLElement>('[data-key="unread"]');
    if (mark && !this.isAtMark) this.goToMark(mark);
    else this.scroller.keep();
    if (this.scroller.above() < NEAR_PX && !this.stretch().hasBefore && this.chat.hasEarlier()) this.moved();
  }

  private goToMark(mark: HTMLElement): void {
    this.isAtMark = true;
    this.scroller?.show(mark);
    this.isAtEnd.set(this.scroller?.isAtEnd() ?? true);
  }

  /** Goes to the message that is sought, further back in history if need be. */
  private seek(): boolean {
    const id = this.sought();
    if (!id || id === this.sought_) return false;
    const row = this.rows().findLast((candidate) => candidate.kind === 'entry' && candidate.entry.id === id);
    if (!row) {
      if (this.chat.hasEarlier()) void this.chat.earlier().catch(() => undefined);
      return false;
    }
    const element = this.list().nativeElement.querySelector<HTMLElement>(`[data-key="${CSS.escape(row.key)}"]`);
    if (!element) {
      this.span.set(around(this.rows(), row.key));
      return true;
    }
    this.sought_ = id;
    this.scroller?.show(element);
    this.isAtEnd.set(!this.stretch().hasAfter && (this.scroller?.isAtEnd() ?? true));
    element.classList.add('sought');
    return true;
  }
}
