// aws-chunked bodies: AWS's own examples, and what must not pass for one.
#include "wire/aws_chunked.hpp"

#include <gtest/gtest.h>

namespace spotdrill::wire {
namespace {

/// The example of the S3 API Reference, "Signature calculations for the authorization header:
/// Transferring a payload in multiple chunks": 66,560 bytes 'a' in chunks of 64 KB.
struct Example {
  protocol::HttpRequest request{.method = "PUT", .target = "/examplebucket/chunkObject.txt"};
  ChunkSigner signer{
      .seed = {.scope = {.access_key_id = "AKIAIOSFODNN7EXAMPLE",
                         .date = "20130524",
                         .region = "us-east-1",
                         .service = "s3"},
               .date = "20130524T000000Z",
               .signature = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"},
      .secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"};

  Example() {
    request.headers.set("X-Amz-Content-Sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
    request.headers.set("x-amz-decoded-content-length", "66560");
    request.headers.set("Content-Encoding", "aws-chunked,gzip");
    request.body =
        "10000;chunk-signature="
        "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n" +
        std::string(65'536, 'a') +
        "\r\n400;chunk-signature="
        "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n" +
        std::string(1'024, 'a') +
        "\r\n0;chunk-signature="
        "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n";
  }

  std::string decode() {
    const auto decoded = decode_chunks(request, signer);
    return decoded.has_value() ? "" : decoded.error().code;
  }
};

TEST(AwsChunked, TheExampleOfAwsIsItsPayload) {
  Example example;
  EXPECT_EQ(example.decode(), "");
  EXPECT_EQ(example.request.body, std::string(66'560, 'a'));
  EXPECT_EQ(example.request.headers.get("Content-Encoding"), "gzip");
}

// Goal: where the network cuts the body does not matter.
TEST(AwsChunked, PiecesOfAnySizeGiveTheSamePayload) {
  for (const std::size_t size : {1U, 7U, 4'096U, 65'537U}) {
    const Example example;
    ChunkReader reader{example.request.headers, example.signer};
    std::string payload;
    for (std::string_view rest = example.request.body; !rest.empty();) {
      reader.write(rest.substr(0, size), [&](std::string_view piece) { payload += piece; });
      rest.remove_prefix(std::min(size, rest.size()));
    }
    EXPECT_TRUE(reader.finish().has_value()) << size;
    EXPECT_EQ(payload, std::string(66'560, 'a')) << size;
  }
}

TEST(AwsChunked, AChangedByteOrAChunkThatIsLeftOutDoesNotPass) {
  Example changed;
  changed.request.body[100] = 'b';
  EXPECT_EQ(changed.decode(), "SignatureDoesNotMatch");
  Example shorter;
  shorter.request.body.erase(0, shorter.request.body.find("400;"));
  EXPECT_EQ(shorter.decode(), "SignatureDoesNotMatch");
  Example unsigned_chunk;
  unsigned_chunk.request.body = "0\r\n\r\n";
  EXPECT_EQ(unsigned_chunk.decode(), "SignatureDoesNotMatch");
}

TEST(AwsChunked, WhatEndsTooEarlyOrIsOfAnotherLengthIsIncomplete) {
  Example cut;
  cut.request.body.resize(66'000);
  EXPECT_EQ(cut.decode(), "IncompleteBody");
  Example other;
  other.request.headers.set("x-amz-decoded-content-length", "1");
  EXPECT_EQ(other.decode(), "IncompleteBody");
  for (const char* body : {"", "\r\n", "x\r\n", "-1\r\n", "ffffffffffffffff\r\n",
                           "fffffffffffffffff", "1;x\r\na\r\n0\r\n\r\n"}) {
    protocol::HttpRequest request;
    request.headers.set("X-Amz-Content-Sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
    request.body = body;
    EXPECT_EQ(decode_chunks(request, std::nullopt).error().code, "IncompleteBody") << body;
  }
}

TEST(AwsChunked, ATrailersChecksumIsAHeaderAndNothingElseMayBe) {
  protocol::HttpRequest request;
  request.headers.set("X-Amz-Content-Sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
  request.body = "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n";
  ASSERT_TRUE(decode_chunks(request, std::nullopt).has_value());
  EXPECT_EQ(request.body, "hello");
  EXPECT_EQ(request.headers.get("x-amz-checksum-crc32"), "NhCmhg==");
  request.body = "0\r\nx-amz-copy-source:b/k\r\n\r\n";
  EXPECT_EQ(decode_chunks(request, std::nullopt).error().code, "MalformedTrailerError");
}

}  // namespace
}  // namespace spotdrill::wire
