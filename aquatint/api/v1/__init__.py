"""Our own API: generations, images, credits."""
