package masthead.tuner;

import masthead.http.Upstreams;

/** Why a feed shows no picture, or stopped to. Holds no address: addresses may hold credentials. */
public sealed interface NoSignal {
    /** For operators, and for viewers who are refused. */
    String reason();

    /** What HTTP calls it where somebody waits for the picture. */
    default int answer() {
        return 502;
    }

    /** Why a call to an upstream ended, as the end of what it carried. */
    static NoSignal of(Upstreams.Ending why) {
        return switch (why) {
            case Upstreams.Ending.Refused(int status) -> new Refused(status);
            case Upstreams.Ending.Unreachable(String text) -> new Unreachable(text, false);
            case Upstreams.Ending.TimedOut() -> new Unreachable("no answer in time", true);
            case Upstreams.Ending.Closed(String text, boolean whole) -> new Ended(text);
        };
    }

    /** The channel has no feed that can be opened. */
    record NoFeed() implements NoSignal {
        @Override
        public String reason() {
            return "The channel has no feed that this version can open.";
        }
    }

    /** All connections the provider allows are taken by other channels. */
    record NoSlot() implements NoSignal {
        @Override
        public String reason() {
            return "All connections this provider allows are in use.";
        }
    }

    /** No AceStream engine can play it now. */
    record NoEngine(String why) implements NoSignal {
        @Override
        public String reason() {
            return "No AceStream engine can play it: " + why + ".";
        }
    }

    /** All sessions of the AceStream engines are taken by other contents. */
    record NoSession() implements NoSignal {
        @Override
        public String reason() {
            return "All sessions of the AceStream engines are in use.";
        }

        @Override
        public int answer() {
            return 503;
        }
    }

    /** AceStream engines do not know the content, or it is not on air. */
    record NoContent(String why) implements NoSignal {
        @Override
        public String reason() {
            return "The AceStream content cannot be played: " + why + ".";
        }

        @Override
        public int answer() {
            return 404;
        }
    }

    /** AceStream engines play the content, but its data does not come. */
    record NoPeers() implements NoSignal {
        @Override
        public String reason() {
            return "The AceStream engine gets no data in time: nobody sends the content, or not enough of it.";
        }

        @Override
        public int answer() {
            return 504;
        }
    }

    /** The upstream answered with an error. */
    record Refused(int status) implements NoSignal {
        @Override
        public String reason() {
            return "The source answered " + status + ".";
        }
    }

    /**
     * No connection, or no answer in time.
     *
     * @param late whether it is the answer that did not come in time: somebody may be there all the same
     */
    record Unreachable(String why, boolean late) implements NoSignal {
        @Override
        public String reason() {
            return "The source cannot be reached: " + why + ".";
        }
    }

    /** It answers, but not with a transport stream. */
    record NotTransportStream(String instead) implements NoSignal {
        @Override
        public String reason() {
            return "The source sends " + instead + " instead of a transport stream.";
        }
    }

    /** A file of this machine that may not or cannot be played. */
    record NoFile(String why) implements NoSignal {
        @Override
        public String reason() {
            return "The file cannot be played: " + why + ".";
        }
    }

    /** What it sends is encrypted, and the key cannot be had. */
    record NoKey(String why) implements NoSignal {
        @Override
        public String reason() {
            return "The key to what the source sends cannot be had: " + why;
        }
    }

    /** It is connected, but sends nothing. */
    record Silent() implements NoSignal {
        @Override
        public String reason() {
            return "The source is silent.";
        }
    }

    /** The stream ended or was cut. */
    record Ended(String why) implements NoSignal {
        @Override
        public String reason() {
            return "The source ended: " + why + ".";
        }
    }

    /** An operator wants another feed. */
    record Unwanted() implements NoSignal {
        @Override
        public String reason() {
            return "An operator switched to another feed.";
        }
    }

    /** It sends, but what it sends is no good. */
    record Unhealthy(String trouble) implements NoSignal {
        @Override
        public String reason() {
            return "The source is sick: " + trouble;
        }
    }
}
