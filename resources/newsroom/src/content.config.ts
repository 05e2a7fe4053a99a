import { defineCollection } from "astro:content";
import { glob } from "astro/loaders";
import { z } from "astro/zod";

const tags = z.array(z.string()).default([]);
const status = z.enum(["draft", "in review", "ready", "published"]);
const lang = z.enum(["en", "ur", "hi"]).default("en");

const news = defineCollection({
  loader: glob({ pattern: "**/*.md", base: "./src/content/news" }),
  schema: ({ image }) =>
    z.object({
      title: z.string().max(70).describe("As it stands above the story"),
      description: z.string().max(160),
      pubDate: z.coerce.date(),
      status: status.default("published"),
      draft: z.boolean().optional(),
      author: z.string(),
      tags,
      lang,
      heroImage: image().or(z.string().url()).optional(),
      heroAlt: z.string().optional(),
      featured: z.boolean().default(false),
      seo: z
        .object({
          title: z.string().optional(),
          keywords: z.array(z.string()).optional(),
          noindex: z.boolean().default(false),
        })
        .optional(),
    }),
});

const features = defineCollection({
  loader: glob({ pattern: "**/*.md", base: "./src/content/features" }),
  schema: ({ image }) =>
    z.object({
      title: z.string().max(90),
      description: z.string().max(200),
      pubDate: z.coerce.date(),
      updatedDate: z.coerce.date().optional(),
      status: status.default("published"),
      draft: z.boolean().optional(),
      author: z.string(),
      tags,
      lang,
      heroImage: image().optional(),
      heroAlt: z.string().optional(),
      featured: z.boolean().default(false),
    }),
});

const opinion = defineCollection({
  loader: glob({ pattern: "**/*.md", base: "./src/content/opinion" }),
  schema: z.object({
    title: z.string().max(70),
    description: z.string().max(160),
    pubDate: z.coerce.date(),
    status: status.default("published"),
    draft: z.boolean().optional(),
    author: z.string(),
    tags,
    lang,
    kicker: z.string().optional(),
  }),
});

export const collections = { news, features, opinion };
