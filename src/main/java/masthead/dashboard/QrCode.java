package masthead.dashboard;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.util.Map;

/**
 * A text for a camera (ISO/IEC 18004), drawn as an SVG path of one square for each dark module.
 *
 * @param width modules, with the quiet zone of four on each side
 */
record QrCode(String path, int width) {
    private static final int QUIET = 4;

    static QrCode of(String text) {
        try {
            BitMatrix code =
                    new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, QUIET));
            StringBuilder path = new StringBuilder();
            for (int y = 0; y < code.getHeight(); y++) {
                for (int x = 0; x < code.getWidth(); x++) {
                    if (code.get(x, y)) {
                        path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                    }
                }
            }
            return new QrCode(path.toString(), code.getWidth());
        } catch (WriterException tooLong) {
            return new QrCode("", 0);
        }
    }
}
