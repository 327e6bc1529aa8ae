package masthead.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeighbourhoodTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fd00::1",
                "ff02::1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::"
            })
    void private_and_special_addresses_are_near(String address) {
        assertThat(Neighbourhood.contains(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "172.32.0.1", "100.128.0.1", "192.169.0.1", "8.8.8.8", "2606:4700::1111"})
    void others_are_not(String address) {
        assertThat(Neighbourhood.contains(InetAddress.ofLiteral(address))).isFalse();
    }

    @Test
    void an_ipv4_address_in_ipv6_clothes_is_where_the_ipv4_address_is() throws IOException {
        byte[] clothes = new byte[16];
        clothes[10] = -1;
        clothes[11] = -1;
        clothes[12] = 127;
        clothes[15] = 1;
        assertThat(Neighbourhood.contains(Inet6Address.getByAddress("x", clothes, -1)))
                .isTrue();
        clothes[12] = 8;
        assertThat(Neighbourhood.contains(Inet6Address.getByAddress("x", clothes, -1)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost.",
                "router",
                "nas.local",
                "db.internal",
                "box.lan",
                "a.localhost",
                "127.0.0.1",
                "[::1]",
                "2130706433",
                "0x7f000001",
                "0177.0.0.1",
                "127.1",
                "10.0x1"
            })
    void names_that_mean_something_near_a_proxy_are_told(String host) {
        assertThat(Neighbourhood.names(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tv.example.net", "localhost.example.net", "93.184.216.34", "[2606:4700::1111]"})
    void others_go_through_the_proxy(String host) {
        assertThat(Neighbourhood.names(host)).isFalse();
    }
}
