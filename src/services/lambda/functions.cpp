#include "services/lambda/functions.hpp"

namespace spotdrill::lambda {

Environments* Functions::find(const std::string& id) {
  for (const auto& [name, region] : regions_.all()) {
    if (region->environments().has(id)) return &region->environments();
  }
  return nullptr;
}

void Functions::call(const std::string& id, const protocol::HttpRequest& request,
                     const Environments::Respond& respond) {
  if (Environments* environments = find(id)) return environments->call(id, request, respond);
  protocol::HttpResponse gone;
  gone.status = 404;
  respond(std::move(gone));
}

void Functions::function_output(const std::string& id) {
  if (Environments* environments = find(id)) environments->output(id);
}

void Functions::function_exited(const std::string& id, ExitStatus status) {
  if (Environments* environments = find(id)) environments->exited(id, status);
}

void Functions::function_ended(const std::string& id, const std::string& failure) {
  if (Environments* environments = find(id)) environments->ended(id, failure);
}

}  // namespace spotdrill::lambda
