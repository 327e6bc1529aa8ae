package masthead.headend;

/** What came of asking for a document. */
sealed interface Fetched {
    /** Here it is. */
    final class Whole implements Fetched {
        private final String url;
        private final String contentType;
        private final byte[] body;
        private final ReadDocument document;

        Whole(String url, String contentType, byte[] body, ReadDocument document) {
            this.url = url;
            this.contentType = contentType;
            this.body = body;
            this.document = document;
        }

        /** Where it came from after all redirects. */
        String url() {
            return url;
        }

        /** As its server says; may be empty. */
        String contentType() {
            return contentType;
        }

        /** Unpacked; not a copy. */
        byte[] body() {
            return body;
        }

        ReadDocument document() {
            return document;
        }
    }

    /** It is as it was (304). */
    record Unchanged() implements Fetched {}
}
