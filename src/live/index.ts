export { type Feed, type FeedStart, openFeed, type Subscription } from "./feed.ts";
