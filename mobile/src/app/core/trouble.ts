import { computed, effect, inject, Injectable, signal } from '@angular/core';
import { Connection } from '../platform/connection';
import { ChatStore } from './chat-store';

const GRACE_MS = 1500;

/** What keeps messages from going to and fro, once it lasts longer than a moment. */
@Injectable({ providedIn: 'root' })
export class Trouble {
  private readonly connection = inject(Connection);
  private readonly chat = inject(ChatStore);
  private readonly now = computed(() =>
    !this.connection.online() ? ('offline' as const) : this.chat.failures() > 0 ? ('failing' as const) : null,
  );
  private readonly lasting = signal<'offline' | 'failing' | null>(null);

  readonly kind = this.lasting.asReadonly();

  constructor() {
    effect((onCleanup) => {
      const kind = this.now();
      const timer = setTimeout(() => this.lasting.set(kind), kind ? GRACE_MS : 0);
      onCleanup(() => clearTimeout(timer));
    });
  }
}
