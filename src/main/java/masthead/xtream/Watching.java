package masthead.xtream;

import java.util.Optional;
import masthead.access.Admission;
import masthead.access.Content;
import masthead.access.Credentials;
import masthead.access.Device;
import masthead.access.Format;
import masthead.access.Play;
import masthead.access.Seat;
import masthead.catalog.Catalog;
import masthead.catalog.Channel;
import masthead.catalog.Part;
import masthead.http.StreamRequest;
import masthead.relay.Guest;
import masthead.relay.Viewing;
import masthead.tuner.Slate;

/** Plays a channel's transport stream to who asks for it: first a seat, then the relay. On the event loop; never blocks. */
final class Watching {
    private final Doorkeeper doorkeeper;
    private final Live live;

    Watching(Doorkeeper doorkeeper, Live live) {
        this.doorkeeper = doorkeeper;
        this.live = live;
    }

    /** Answers a GET for a channel that there is. */
    void admit(StreamRequest request, Wanted wanted, Play play) {
        doorkeeper
                .turnstile()
                .admit(play, admission -> request.run(() -> answer(request, wanted, play.device(), admission)));
    }

    /** The same for somebody who needs no seat. */
    void let(StreamRequest request, Wanted wanted) {
        Optional<Integer> probe = Probe.size(request);
        if (probe.isPresent()) {
            Probe.answer(request, probe.get());
            return;
        }
        Device device = Doorkeeper.device(request);
        Viewing viewing = live.relays()
                .join(
                        wanted.channel().orElseThrow(),
                        new SlatedRequest(request, live.slates()),
                        new Guest(wanted.username(), device.address(), device.userAgent()));
        viewing.follow(new Viewing.Follower() {
            @Override
            public void watches() {
                // There is no seat to be firm on.
            }

            @Override
            public void refused(String reason) {
                doorkeeper.keep(device, wanted, XtreamProblem.noPicture(reason));
            }
        });
    }

    /** A channel that is open to everybody. */
    static Play play(Credentials credentials, Format format, StreamRequest request, Channel channel) {
        return new Play(credentials, format, Doorkeeper.device(request), Content.live(channel.id()));
    }

    /** As the other one, for those whose lineup in {@code catalog} has the channel. */
    static Play play(Credentials credentials, Format format, StreamRequest request, Channel channel, Catalog catalog) {
        return new Play(
                credentials,
                format,
                Doorkeeper.device(request),
                Content.live(channel.id()),
                lineup -> catalog.lineup(lineup).holds(Part.LIVE, channel.category()));
    }

    private void answer(StreamRequest request, Wanted wanted, Device device, Admission admission) {
        if (admission instanceof Admission.Granted(var seat, var subscriber)) {
            Optional<Integer> probe = Probe.size(request);
            if (request.gone() || probe.isPresent()) {
                seat.close(); // he left while his password was looked at, or does not want to watch yet
                probe.filter(size -> !request.gone()).ifPresent(size -> Probe.answer(request, size));
                return;
            }
            SlatedRequest asked = new SlatedRequest(request, live.slates());
            asked.whenGone(seat::close);
            Viewing viewing = live.relays()
                    .join(
                            wanted.channel().orElseThrow(),
                            asked,
                            new Guest(subscriber.username(), device.address(), device.userAgent()));
            viewing.follow(new Viewing.Follower() {
                @Override
                public void watches() {
                    seat.firm();
                }

                @Override
                public void refused(String reason) {
                    doorkeeper.keep(device, wanted, XtreamProblem.noPicture(reason));
                }
            });
            seat.heldBy(new Connection(asked, viewing));
        } else {
            doorkeeper.keep(device, wanted, XtreamProblem.of(admission));
            live.slates().refuse(request, admission);
        }
    }

    /** Who sits on the seat of a live stream. */
    private record Connection(SlatedRequest request, Viewing viewing) implements Seat.Holder {
        @Override
        public boolean alive() {
            return !request.gone();
        }

        @Override
        public void leave() {
            request.because(Slate.TOO_MANY_CONNECTIONS); // where he still waits for the picture
            viewing.end();
        }
    }
}
