/**
 * Use reviewkit in an Eleventy site: `eleventyConfig.addPlugin(reviewkit)`.
 *
 * - Markdown has labels, `~~struck words~~` and trivia as `reviewkit` of this package reads them.
 * - `review` is the page's review in its layouts, unless the page has a `review` of its own.
 * - `collections.reviews` has the pages with labels, oldest first, each with its `review`.
 * - With `feeds`, `reviewkit feed` runs after each build that writes files; not while serving.
 *
 * @param {any} eleventyConfig
 * @param {Options} [options]
 * @returns {void}
 * @throws {TypeError} for an option that does not exist
 */
export default function eleventyReviewkit(eleventyConfig: any, options?: Options): void;
/**
 * What Eleventy has of a page; `templateContent` throws until that page is rendered, and Eleventy
 * takes this as the wish to have it rendered first.
 */
export type Item = {
    /**
     * whether this build renders the page
     */
    template: {
        isRenderable(): boolean;
    };
    data: Record<string, any>;
    rawInput: unknown;
    url: string | false;
    templateContent: string;
    review?: import("./review.js").Review | null | undefined;
};
export type Build = {
    runMode: string;
    outputMode: string;
    directories: {
        output: string;
    };
};
export type MarkdownOptions = import("./index.js").Options;
export type Review = import("./index.js").Review;
export type FeedOptions = {
    /**
     * the program, `reviewkit`, and words behind it
     */
    command?: string | readonly string[] | undefined;
    /**
     * the folder that holds `reviewkit.toml`, `.`
     */
    site?: string | undefined;
};
export type OwnOptions = {
    /**
     * the name of the collection, `reviews`
     */
    collection?: string | undefined;
    /**
     * which Markdown files may be reviews; all, if there is none
     */
    glob?: string | string[] | undefined;
    /**
     * whether `eleventy` writes feeds at its end
     */
    feeds?: boolean | FeedOptions | undefined;
};
export type Options = MarkdownOptions & OwnOptions;
