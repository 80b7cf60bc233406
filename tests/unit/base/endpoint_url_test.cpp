#include "base/endpoint_url.hpp"

#include <gtest/gtest.h>

namespace spotdrill {
namespace {

TEST(EndpointUrl, NamesASchemeAHostAndAPort) {
  EXPECT_EQ(parse_endpoint_url("http://127.0.0.1:9000").value(),
            (EndpointUrl{.tls = false, .host = "127.0.0.1", .port = 9000}));
  EXPECT_EQ(parse_endpoint_url("https://S3.eu-west-1.amazonaws.com/").value(),
            (EndpointUrl{.tls = true, .host = "s3.eu-west-1.amazonaws.com", .port = 443}));
  EXPECT_EQ(parse_endpoint_url("http://[::1]:8000").value(),
            (EndpointUrl{.tls = false, .host = "[::1]", .port = 8000}));
}

TEST(EndpointUrl, IsWrittenWithoutAPortThatTheSchemeHas) {
  EXPECT_EQ(to_text(parse_endpoint_url("https://minio.example:443").value()),
            "https://minio.example");
  EXPECT_EQ(to_text(parse_endpoint_url("http://[::1]:443").value()), "http://[::1]:443");
  EXPECT_EQ(host_field(parse_endpoint_url("http://minio.example:9000").value()),
            "minio.example:9000");
}

// A user in it would be sent to the host behind it, a path would become part of every bucket's.
TEST(EndpointUrl, HasNothingElse) {
  for (const std::string_view text :
       {"", "127.0.0.1:9000", "ftp://minio.example", "http://", "http://:9000",
        "http://a@minio.example", "http://minio.example/s3", "http://minio.example?x",
        "http://minio.example#x", "http://minio.example:0", "http://minio.example:65536",
        "http://minio.example:90x", "http://minio.example:", "http://a b", "http://a\r\nHost: b",
        "http://[::1", "http://::1"}) {
    EXPECT_FALSE(parse_endpoint_url(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace spotdrill
