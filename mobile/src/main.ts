import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app/app';
import { appConfig } from './app/app.config';
import { loadSettings } from './app/core/settings';
import { loadTexts } from './app/core/words';
import { paint } from './app/core/theme';

const settings = await loadSettings();
const texts = await loadTexts(settings.language ?? navigator.languages);
document.documentElement.lang = texts.language;
document.documentElement.dir = texts.direction;
paint(settings.brand.colours);
await bootstrapApplication(App, appConfig(settings, texts));
