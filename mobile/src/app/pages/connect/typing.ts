import { Component, inject } from '@angular/core';
import { Words } from '../../core/words';

/** Three dots while the other side is typing; said once. */
@Component({
  selector: 'app-typing',
  template: `<span class="unseen" role="status">{{ text }}</span><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>`,
  styleUrl: './typing.scss',
})
export class Typing {
  private readonly words = inject(Words);
  protected readonly text = this.words.of('chat.typing', { name: this.words.of('name.agent') });
}
