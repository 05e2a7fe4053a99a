import { defineConfig } from "astro/config";

export default defineConfig({
  site: "https://courier.example.org",
  trailingSlash: "never",
  i18n: {
    defaultLocale: "en",
    locales: ["en", "ur", "hi"],
  },
});
