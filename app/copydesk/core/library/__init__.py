"""All the posts of a folder: listed, remembered, arranged and watched."""
