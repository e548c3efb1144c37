package org.perdure.thread;

import java.util.function.Consumer;
import org.perdure.message.MessageId;

class InMemoryThreadGraphTest extends ThreadGraphContract {
    @Override
    protected void with(Consumer<Filled> test) {
        var graph = new InMemoryThreadGraph();
        test.accept(
                new Filled() {
                    @Override
                    public ThreadGraph graph() {
                        return graph;
                    }

                    @Override
                    public void fill(MessageId id, long time) {
                        graph.fill(id, time);
                    }
                });
    }
}
