#include "services/sqs/digests.hpp"

#include <gtest/gtest.h>

#include "base/base64.hpp"

namespace spotdrill::sqs {
namespace {

// Source: recorded from AWS: github.com/localstack/localstack, tests/aws/services/sqs.
TEST(Digests, OfAttributesAreThoseOfAws) {
  EXPECT_EQ(md5_of({{"Foo", {"String", "Bar"}}}), "ae7155c6026991b6d54b11589678bf9c");
  EXPECT_EQ(md5_of({{"General", {"String", "Kenobi"}},
                    {"Hello", {"String", "There"}},
                    {"Help.Me", {"String", "Me"}}}),
            "4c360f3fdafd970e05fae2f149d997f5");
  const std::string binary = base64_encode(
      "traceparent\x1e"
      "00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01");
  EXPECT_EQ(md5_of({{"attr1", {"Binary", binary}}}), "8cbe4db156db8a94db8b801b7addb984");
  EXPECT_EQ(md5_of({}), "");
}

}  // namespace
}  // namespace spotdrill::sqs
