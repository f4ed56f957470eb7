"""How an official document lies on its paper (GB/T 9704-2012): plain values in, plain values out, no I/O."""
