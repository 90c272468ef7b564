import { computed, inject, Injectable, signal } from '@angular/core';
import { ChatStore } from '../../core/chat-store';

/** Where the unread messages began when the customer came in; it stays until they leave. */
@Injectable()
export class UnreadMark {
  private readonly chat = inject(ChatStore);
  private readonly isSet = signal(false);
  private found?: string | null;

  /** The key of the first entry that was unread. */
  readonly key = computed(() => {
    if (!this.isSet()) return undefined;
    if (this.found === undefined) this.found = this.firstUnread();
    return this.found ?? undefined;
  });

  set(): void {
    this.found = undefined;
    this.isSet.set(true);
  }

  clear(): void {
    this.isSet.set(false);
  }

  /** Null if nothing is unread; undefined while nothing is known. */
  private firstUnread(): string | null | undefined {
    if (this.chat.answeredAt() === 0) return undefined;
    const others = this.chat.entries().filter(({ author }) => author === 'agent' || author === 'bot');
    const unread = this.chat.unread();
    return unread > 0 ? ((others.at(-unread) ?? others[0])?.key ?? null) : null;
  }
}
