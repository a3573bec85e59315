/** Loads every query, so that each can be asked again by its key. */
import './corrections.ts';
import './days.ts';
import './feed.ts';
import './history.ts';
import './letters.ts';
import './quotes.ts';
import './site.ts';
import './sitemap.ts';
import './sources.ts';
import './stories.ts';
import './terms.ts';
import './years.ts';
