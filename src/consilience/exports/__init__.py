"""What leaves the program: the public record and the brief as a page. One folder a format."""
