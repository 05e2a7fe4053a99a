"""The preview: a locked-down web page that shows the post as it will look."""
