package masthead.xtream.images;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import net.coobird.thumbnailator.Thumbnails;

/**
 * Makes pictures smaller that are larger than anybody needs. One at a time, as each takes up to {@link #MAX_PIXELS} times four
 * bytes of memory. Blocks; on a virtual thread.
 */
final class Scaling {
    /** Pictures that say they have more are refused: a few bytes can say so. */
    static final long MAX_PIXELS = 16_000_000;

    private final ReentrantLock turn = new ReentrantLock();
    private final int size;

    Scaling(int size) {
        this.size = size;
    }

    /** The picture, not wider or higher than it may be; as it is if we cannot read it; empty if it is too large to be read. */
    Optional<Picture> fitted(Picture picture) {
        switch (picture.kind()) {
            case SVG, ICO, AVIF -> {
                return Optional.of(picture);
            }
            case PNG, JPEG, GIF, WEBP, BMP -> {
                turn.lock();
                try {
                    return read(picture);
                } catch (IOException | RuntimeException | LinkageError e) {
                    // Players know kinds of pictures that we do not; and some Java has no pictures at all.
                    return Optional.of(picture);
                } finally {
                    turn.unlock();
                }
            }
        }
        throw new AssertionError(picture.kind());
    }

    private Optional<Picture> read(Picture picture) throws IOException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(picture.bytes()))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return Optional.of(picture);
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                if ((long) width * height > MAX_PIXELS) {
                    return Optional.empty();
                }
                if (width <= size && height <= size) {
                    return Optional.of(picture);
                }
                // What is far larger than it will be is read with gaps: it takes up to 64 MB of memory otherwise.
                int step = Math.max(1, Math.max(width, height) / (2 * size));
                ImageReadParam coarse = reader.getDefaultReadParam();
                coarse.setSourceSubsampling(step, step, 0, 0);
                return Optional.of(scaled(reader.read(0, coarse)));
            } finally {
                reader.dispose();
            }
        }
    }

    private Picture scaled(BufferedImage image) throws IOException {
        boolean alpha = image.getColorModel().hasAlpha();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Thumbnails.of(image)
                .size(size, size)
                .outputFormat(alpha ? "png" : "jpg")
                .toOutputStream(out);
        return new Picture(alpha ? Picture.Kind.PNG : Picture.Kind.JPEG, out.toByteArray());
    }
}
