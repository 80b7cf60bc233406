// Requests to the metadata service: whatever path and token an instance sends gets an answer that
// HTTP knows, and a listing never names what is not there.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "engine/journal.hpp"
#include "services/imds/imds.hpp"
#include "sim/virtual_time.hpp"
#include "store/memory_store.hpp"

namespace {

using namespace spotdrill;

struct Subject {
  MemoryStore store;
  sim::VirtualTime time{Instant{std::chrono::seconds{1'700'000'000}}};
  Random random{1};
  IdSource ids{random};
  Journal journal{store};
  World world{time, time, random, ids, journal, store};
  Place place{"123456789012", "us-east-1"};
  ec2::Instance instance;
  imds::Imds imds{world,
                  {.role = [](const ec2::Instance&) { return "role"; },
                   .credentials = [](const std::string&, const std::string&)
                       -> std::optional<imds::Credentials> { return imds::Credentials{}; }}};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Subject subject;
  subject.instance.id = "i-0123456789abcdef0";
  subject.instance.mac = "0a:00:00:00:00:01";
  subject.instance.tags = {{"Name", "x"}};
  subject.instance.metadata_options.instance_metadata_tags = "enabled";
  const std::string text{reinterpret_cast<const char*>(data), size};
  const std::size_t line = text.find('\n');
  protocol::HttpRequest request{.method = "GET", .target = text.substr(0, line)};
  if (line != std::string::npos) {
    request.headers.set("X-aws-ec2-metadata-token", text.substr(line + 1));
  }
  const int status = subject.imds.answer(request, subject.instance, subject.place).status;
  if (status != 200 && status != 401 && status != 404 && status != 405) std::abort();
  return 0;
}
