/** Keys of other generators’ front matter, by what they are for. */

/** What a key is for; several keys can be for the same, of which the first in `ORDER` that has a value counts. */
export type Purpose =
  | 'title'
  | 'date'
  | 'time'
  | 'updated'
  | 'draft'
  | 'published'
  | 'status'
  | 'authors'
  | 'topics'
  | 'summary'
  | 'slug'
  | 'alias'
  | 'original'
  | 'publisher'
  | 'source'
  | 'image'
  | 'image-part'
  | 'language'
  | 'translation'
  | 'section'
  | 'series'
  | 'dateline'
  | 'id'
  | 'path'
  | 'related'
  | 'people'
  | 'organizations'
  | 'places'
  | 'page'
  | 'expiry'
  | 'layout';

const PURPOSES: Readonly<Record<Purpose, string>> = {
  title: 'title headline heading page_title',
  date: 'date pubdate publishdate published_at publishedat published_on publishedon date_published datepublished datetime posted post_date postdate publish_date pub_date created created_at createdat created_on creationdate date_created pubdatetime published_date published_time publish_time publication_date date_posted posted_at posted_on',
  time: 'time',
  updated:
    'updated lastmod last_modified lastmodified last_modified_at updated_at updatedat modified modified_at modifieddate date_modified datemodified last_updated lastupdated updatedate updateddate moddatetime updated_date date_updated modified_time modified_on updated_on last_edited last_edited_at edited_at revised',
  draft: 'draft isdraft is_draft',
  published: 'published publish',
  status: 'status post_status state',
  authors: 'authors author byline by creator writer writers contributors author_name primary_author',
  topics:
    'topics topic tags tag categories category keywords keyword labels subjects taxonomies.tags taxonomies.categories taxonomies.topics tags_list primary_tag',
  summary:
    'summary description excerpt deck dek teaser abstract lead lede intro standfirst subtitle subheadline subhead tagline meta_description extra.summary spoiler blurb short_description custom_excerpt social_description seo_description og_description',
  slug: 'slug',
  alias:
    'url permalink aliases alias redirect_from redirectfrom redirects redirects_from redirect_paths old_url old_urls oldurl',
  path: 'path',
  original:
    'source_url sourceurl original_url originalurl canonical canonical_url canonicalurl canonical_link medium_link tumblr_url medium_url crosspost crosspost_url original redirectto redirect_to redirect_url external_url',
  publisher: 'source publisher publication',
  source: 'link link_url via',
  image:
    'image featured_image featuredimage featured_image_url cover coverimage cover_image thumbnail hero hero_image heroimage primary_image banner photo ogimage og_image socialimage images feature_image extra.image header.image header_img featured_img social_image share_image preview_image image_url',
  'image-part':
    'image_alt imagealt image_caption image_figcaption featured_image_alt cover_alt image_credit thumbnail_alt hero_alt hero_image_alt cover_image_alt social_image_alt banner_alt',
  language: 'lang language locale',
  translation: 'translationkey translation_key ref translation_id',
  section: 'section',
  series: 'series',
  dateline: 'dateline location place filed_from',
  id: 'id guid uuid',
  related: 'related related_posts related_articles related_stories relatedposts see_also',
  people: 'people persons',
  organizations: 'organizations organisations companies',
  places: 'places locations countries',
  page: 'cascade widgets generate_feeds paginate paginate_by sort_by pagination outputs',
  expiry: 'expirydate unpublishdate expires',
  layout:
    'layout type template weight comments show_meta toc math mathjax katex markup header header_image header_color menu menus nav navigation ' +
    'sitemap sidebar share sharing class css js scripts eleventycomputed eleventynavigation eleventyexcludefromcollections ' +
    'nocomment disqus featured pinned sticky order page_template in_search_index insert_anchor_links auto_id version ' +
    'hidden showtoc tocopen showreadingtime resources robots noindex breadcrumb iscjklanguage linktitle collection render list',
};

const PURPOSE_OF = new Map<string, Purpose>(
  Object.entries(PURPOSES).flatMap(([purpose, keys]) =>
    keys.split(' ').map((key) => [plainKey(key), purpose as Purpose]),
  ),
);

/** Spellings of a key that differ in case and in what joins its words are one. */
function plainKey(key: string): string {
  return key.toLowerCase().replaceAll(/[\s_-]/gu, '');
}

/** Gives what a key is for; undefined for one that no story needs. */
export function purposeOf(key: string): Purpose | undefined {
  return (
    PURPOSE_OF.get(plainKey(key)) ??
    PURPOSE_OF.get(plainKey(bareKey(key))) ??
    (OWN_TAGS.test(key) ? 'topics' : undefined)
  );
}

/** Tags of a collection of its own: `tilTags`, `link_tags`; others are of HTML or of a program. */
const OWN_TAGS =
  /^(?!(?:meta|og|seo|html|head|script|git|docker|version|release)[_-]?[Tt]ags$)[a-z]+(?:[_-]tags|Tags)$/u;

/** Gives the place of a key among those of its purpose, the one that counts first at 0. */
export function rankOf(key: string, purpose: Purpose): number {
  const keys = PURPOSES[purpose].split(' ').map(plainKey);
  const at = keys.indexOf(plainKey(bareKey(key)));
  // What the page says itself counts before what it says to search engines.
  return (at === -1 ? keys.length : at) + (bareKey(key) === key ? 0 : keys.length);
}

/** Zola and Hugo keep keys of their users in tables, others those for search engines. */
function bareKey(key: string): string {
  return key.replace(/^(?:extra|params|meta|seo)\./iu, '');
}
