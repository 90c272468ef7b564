import { Component, inject, output } from '@angular/core';
import { SETTINGS } from '../../core/settings';
import { Say, Words } from '../../core/words';

/** What stands where nothing was said yet. */
@Component({
  selector: 'app-greeting',
  imports: [Say],
  templateUrl: './greeting.html',
  styleUrl: './greeting.scss',
})
export class Greeting {
  private readonly words = inject(Words);
  protected readonly mark = inject(SETTINGS).brand.mark;

  readonly chosen = output<string>();
  protected readonly suggestions = (['chat.suggest1', 'chat.suggest2', 'chat.suggest3'] as const).map((key) => this.words.of(key));
}
